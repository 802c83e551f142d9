"""Addresses below /cum-khoi/: each noun keeps its own list."""

from clusters.urls import (
    clusters,
    covenants,
    crosses,
    papers,
    rankings,
    score_sheets,
    score_tables,
    sessions,
    summaries,
    votes,
)

app_name = "clusters"
urlpatterns = [
    *clusters.urlpatterns,
    *score_tables.urlpatterns,
    *covenants.urlpatterns,
    *score_sheets.urlpatterns,
    *crosses.urlpatterns,
    *votes.urlpatterns,
    *rankings.urlpatterns,
    *sessions.urlpatterns,
    *papers.urlpatterns,
    *summaries.urlpatterns,
]
