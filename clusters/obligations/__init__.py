"""What is owed by when, by noun."""
