"""Reads across models, by noun."""
