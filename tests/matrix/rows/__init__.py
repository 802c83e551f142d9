"""The table, one file per app. A new address needs a new row here; nothing else."""

from tests.matrix.rows import (
    awards_registry,
    campaigns_campaigns,
    campaigns_exemplars,
    campaigns_filings,
    clusters,
    clusters_covenants,
    clusters_papers,
    clusters_score_sheets,
    clusters_score_tables,
    clusters_votes,
    core,
    plans_annual,
    plans_reports,
    plans_targets,
    plans_unit,
    units,
)

ROWS = [
    *core.ROWS,
    *units.ROWS,
    *plans_annual.ROWS,
    *plans_unit.ROWS,
    *plans_reports.ROWS,
    *plans_targets.ROWS,
    *clusters.ROWS,
    *clusters_score_tables.ROWS,
    *clusters_votes.ROWS,
    *clusters_covenants.ROWS,
    *clusters_papers.ROWS,
    *clusters_score_sheets.ROWS,
    *campaigns_campaigns.ROWS,
    *campaigns_filings.ROWS,
    *campaigns_exemplars.ROWS,
    *awards_registry.ROWS,
]
