"""Spreadsheets into the book: the list of one decision, and old decisions with their lists."""
