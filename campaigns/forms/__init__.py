"""Shape and cleaning of input, by noun."""
