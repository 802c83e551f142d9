from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    name = "campaigns"
    verbose_name = "Phong trào"

    def ready(self):
        """Each import registers something: kinds of notices, duties owed, file guards, searches."""
        from campaigns.notices import campaigns as campaign_notices  # noqa: F401, PLC0415  models are ready only now
        from campaigns.notices import exemplars as exemplar_notices  # noqa: F401, PLC0415  models are ready only now
        from campaigns.notices import registrations as registration_notices  # noqa: F401, PLC0415  models are ready only now
        from campaigns.notices import results as result_notices  # noqa: F401, PLC0415  models are ready only now
        from campaigns.obligations import campaigns as campaign_duties  # noqa: F401, PLC0415  models are ready only now
        from campaigns.obligations import registrations as registration_duties  # noqa: F401, PLC0415  models are ready only now
        from campaigns.obligations import results as result_duties  # noqa: F401, PLC0415  models are ready only now
        from campaigns.permissions import campaigns as campaign_files  # noqa: F401, PLC0415  models are ready only now
        from campaigns.permissions import registrations as registration_files  # noqa: F401, PLC0415  models are ready only now
        from campaigns.permissions import results as result_files  # noqa: F401, PLC0415  models are ready only now
        from campaigns.queries import campaign_search, exemplar_search, filing_search, fulfilment  # noqa: F401, PLC0415  models are ready only now
