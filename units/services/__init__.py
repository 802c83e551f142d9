"""One function per act on units, accounts, posts and second factors; each owns its transaction."""
