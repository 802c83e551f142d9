"""Reads of the book of awards."""
