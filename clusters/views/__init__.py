"""Pages of clusters: lists and one cluster, its members, its followers, the next year, Excel."""
