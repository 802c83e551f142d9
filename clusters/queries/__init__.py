"""Reads: members under the names of their year, lists of clusters, what the next year would look like, search."""
