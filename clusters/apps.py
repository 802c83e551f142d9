from django.apps import AppConfig


class ClustersConfig(AppConfig):
    name = "clusters"
    verbose_name = "Cụm, khối thi đua"

    def ready(self):
        """Each import registers something: duties owed, the search, the sheet a worker may read."""
        from clusters import obligations, resources  # noqa: F401, PLC0415  models are ready only now
        from clusters.queries import links, search  # noqa: F401, PLC0415  models are ready only now
