"""One function per act on clusters, their members and followers; each owns its transaction."""
