"""What a check found: a list of findings, never an exception and never a bare boolean."""

import dataclasses
import enum


class Level(enum.IntEnum):
    """Ordered by weight. UNKNOWN stops nothing by itself, but is shown as not known."""

    INFO = 10
    WARNING = 20
    UNKNOWN = 30
    NEEDS_WAIVER = 40
    BLOCKER = 50

    @property
    def label(self):
        return {
            Level.INFO: "Đạt",
            Level.WARNING: "Cần người xem",
            Level.UNKNOWN: "Chưa rõ",
            Level.NEEDS_WAIVER: "Cần người quyết định",
            Level.BLOCKER: "Không đạt",
        }[self]


@dataclasses.dataclass(frozen=True, slots=True)
class Finding:
    """One result of one check: what, how bad, which article says so, which datum was used."""

    level: Level
    code: str
    message: str
    citation: str = ""
    datum: str = ""

    @property
    def stops(self):
        return self.level >= Level.NEEDS_WAIVER


def info(code, message, citation="", datum=""):
    return Finding(Level.INFO, code, message, citation, datum)


def warning(code, message, citation="", datum=""):
    return Finding(Level.WARNING, code, message, citation, datum)


def unknown(code, message, citation="", datum=""):
    return Finding(Level.UNKNOWN, code, message, citation, datum)


def blocker(code, message, citation="", datum=""):
    return Finding(Level.BLOCKER, code, message, citation, datum)
