"""Make `transaction.on_commit` real inside a test's own transaction.

Django's TestCase wraps each test in a transaction that never commits, so callbacks would wait for ever. Here they run
when the outermost block *of the product* is left, exactly when they would run in production.
"""

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper


def _at_test_level(connection):
    blocks = connection.atomic_blocks
    return bool(blocks) and getattr(blocks[-1], "_from_testcase", False) and not connection.needs_rollback


def _run(connection):
    while connection.run_on_commit:
        waiting, connection.run_on_commit = connection.run_on_commit, []
        for _, callback, _ in waiting:
            callback()


def install(monkeypatch):
    """Patch for the duration of one test."""
    leave, on_commit = transaction.Atomic.__exit__, BaseDatabaseWrapper.on_commit

    def leave_and_run(self, exc_type, exc_value, traceback):
        leave(self, exc_type, exc_value, traceback)
        connection = transaction.get_connection(self.using)
        if exc_type is None and not getattr(self, "_from_testcase", False) and _at_test_level(connection):
            _run(connection)

    def on_commit_or_now(self, func, robust=False):
        on_commit(self, func, robust)
        if _at_test_level(self):
            _run(self)

    monkeypatch.setattr(transaction.Atomic, "__exit__", leave_and_run)
    monkeypatch.setattr(BaseDatabaseWrapper, "on_commit", on_commit_or_now)
