"""Messages the plans app sends, by noun."""
