"""HTTP in, HTTP out, by noun."""
