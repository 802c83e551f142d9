from django.apps import AppConfig


class ClustersConfig(AppConfig):
    name = "clusters"
    verbose_name = "Cụm, khối thi đua"

    def ready(self):
        """Each import registers something: duties owed, the search, the sheets a worker may read."""
        from clusters.notices import covenants as covenant_notices  # noqa: F401, PLC0415  models are ready only now
        from clusters.obligations import clusters as cluster_duties  # noqa: F401, PLC0415  models are ready only now
        from clusters.obligations import covenants as covenant_duties  # noqa: F401, PLC0415  models are ready only now
        from clusters.obligations import score_sheets as sheet_duties  # noqa: F401, PLC0415  models are ready only now
        from clusters.obligations import votes as ballot_duties  # noqa: F401, PLC0415  models are ready only now
        from clusters.permissions import covenants as covenant_files  # noqa: F401, PLC0415  models are ready only now
        from clusters.permissions import papers as paper_files  # noqa: F401, PLC0415  models are ready only now
        from clusters.permissions import score_sheets as sheet_files  # noqa: F401, PLC0415  models are ready only now
        from clusters.permissions import sessions as session_files  # noqa: F401, PLC0415  models are ready only now
        from clusters.queries import links, search  # noqa: F401, PLC0415  models are ready only now
        from clusters.resources import members as member_sheets  # noqa: F401, PLC0415  models are ready only now
        from clusters.resources import score_sheets as line_sheets  # noqa: F401, PLC0415  models are ready only now
        from clusters.resources import score_tables as table_sheets  # noqa: F401, PLC0415  models are ready only now
