"""Turns a document into a draft plan: pure functions, no database."""
