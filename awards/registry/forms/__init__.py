"""Input of the book of awards."""
