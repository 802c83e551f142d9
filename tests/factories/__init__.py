"""Plain functions that build what a proof needs; one module per app. A record's state is reached through the services."""
