"""Columns of the lists that go out as files."""
