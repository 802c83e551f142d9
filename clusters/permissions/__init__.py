"""Who may do what: plain booleans, by noun."""
