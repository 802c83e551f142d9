"""Failures a user can understand. Each carries one Vietnamese sentence that says what to do."""


class Refused(Exception):
    """The act is not open to this person, or not now. Nothing was written."""


class Stale(Refused):
    """Somebody was faster, or the page is old. Nothing was written."""
