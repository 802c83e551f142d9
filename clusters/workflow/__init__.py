"""The steps of each kind of record: tables, no side effects."""
