"""Pages of the book of awards."""
