"""Pure arithmetic of clusters: no database, no clock."""
