"""Columns of what leaves and enters as a sheet, by noun."""
