"""Messages the campaigns app sends, by noun."""
