from django.apps import AppConfig


class AwardsConfig(AppConfig):
    name = "awards"
    verbose_name = "Khen thưởng"

    def ready(self):
        """Each import registers something: file guards, messages, searches, sheets a worker may read, figures for others."""
        from awards.forwarding import permissions as forwarding_files  # noqa: F401, PLC0415  models are ready only now
        from awards.forwarding import queries as forwarding_search  # noqa: F401, PLC0415  models are ready only now
        from awards.fund import queries as fund_figures  # noqa: F401, PLC0415  models are ready only now
        from awards.registry import notices as decision_notices  # noqa: F401, PLC0415  models are ready only now
        from awards.registry import permissions as decision_files  # noqa: F401, PLC0415  models are ready only now
        from awards.registry.queries import facts, figures  # noqa: F401, PLC0415  models are ready only now
        from awards.registry.queries import search as registry_search  # noqa: F401, PLC0415  models are ready only now
        from awards.registry.resources import legacy, lines  # noqa: F401, PLC0415  models are ready only now
