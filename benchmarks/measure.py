"""Timing: the same signed-in client asks each address in turn, so that noise of the machine falls on all alike."""

import dataclasses
import gc
import statistics
import time

from django.db import connection
from django.test.utils import CaptureQueriesContext


@dataclasses.dataclass(frozen=True, slots=True)
class Timing:
    """One page: how often it was asked (after one warm-up), milliseconds at the middle and at 95 of 100, queries."""

    name: str
    path: str
    status: int
    queries: int
    p50: float
    p95: float
    kilobytes: float


def measure(pages, *, rounds):
    """pages: list of (name, client, path). Every round asks every page once."""
    took = {name: [] for name, _, _ in pages}
    seen = {}
    for name, client, path in pages:
        client.get(path)
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(path)
        seen[name] = (path, answer.status_code, len(queries), len(_body(answer)) / 1024)
    gc.collect()
    for _ in range(rounds):
        for name, client, path in pages:
            start = time.perf_counter()
            _body(client.get(path))
            took[name].append((time.perf_counter() - start) * 1000)
    return [_timing(name, took[name], *seen[name]) for name, _, _ in pages]


def _body(answer):
    return answer.getvalue() if answer.streaming else answer.content


def _timing(name, took, path, status, queries, kilobytes):
    if len(took) < 2:
        return Timing(name, path, status, queries, took[0], took[0], kilobytes)
    p95 = statistics.quantiles(took, n=20, method="inclusive")[18]
    return Timing(name, path, status, queries, statistics.median(took), p95, kilobytes)


def table(timings, baseline):
    """The lines to print; times as multiples of the baseline's middle, so that machines can be compared."""
    base = next(t for t in timings if t.name == baseline)
    lines = [
        f"{'trang':<34} {'trạng thái':>10} {'truy vấn':>9} {'KB':>7} {'p50 ms':>8} {'p95 ms':>8} {'p50 ×':>7} {'p95 ×':>7}"
    ]
    lines += [
        f"{t.name:<34} {t.status:>10} {t.queries:>9} {t.kilobytes:>7.0f} {t.p50:>8.1f} {t.p95:>8.1f} "
        f"{t.p50 / base.p50:>7.1f} {t.p95 / base.p50:>7.1f}"
        for t in timings
    ]
    return lines
