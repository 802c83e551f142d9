"""One pass over many providers: what all of them ask is read once. Nothing is kept when the pass ends.

A pass only reads, and lasts as long as one list is put together, so what it holds cannot grow stale.
"""

import contextlib
import contextvars
import functools

_kept = contextvars.ContextVar("core.passes", default=None)


@contextlib.contextmanager
def one_pass():
    """Within it every `once_a_pass` function reads at most once for the same arguments; a pass inside joins the outer."""
    if running():
        yield
        return
    token = _kept.set({})
    try:
        yield
    finally:
        _kept.reset(token)


def running():
    return _kept.get() is not None


def once_a_pass(read):
    """Keep the answer of `read(*args)` for the rest of the pass; outside one it reads each time. Callers change nothing."""

    @functools.wraps(read)
    def reading(*args):
        kept = _kept.get()
        if kept is None:
            return read(*args)
        key = (read, args)
        if key not in kept:
            kept[key] = read(*args)
        return kept[key]

    return reading
