"""Pages of the fund: the list of a year, one book, its lines."""
