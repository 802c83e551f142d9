"""Shape and cleaning of input: sign-in, units and their events, accounts, posts."""
