"""Columns and orders of lists, shared by page and export, by noun."""
