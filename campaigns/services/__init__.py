"""One function per user action, by noun."""
