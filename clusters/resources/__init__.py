"""What comes in from Excel, by noun."""
