from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    name = "campaigns"
    verbose_name = "Phong trào"

    def ready(self):
        """Each import registers something: kinds of notices, duties owed, file guards, searches."""
        from campaigns.notices import campaigns as campaign_notices  # noqa: F401, PLC0415  models are ready only now
        from campaigns.notices import exemplars as exemplar_notices  # noqa: F401, PLC0415  models are ready only now
        from campaigns.obligations import campaigns as campaign_duties  # noqa: F401, PLC0415  models are ready only now
        from campaigns.permissions import campaigns as campaign_files  # noqa: F401, PLC0415  models are ready only now
        from campaigns.queries import campaign_search, exemplar_search, fulfilment  # noqa: F401, PLC0415  models are ready only now
