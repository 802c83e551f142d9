"""Context of official documents for core.documents, by noun."""
