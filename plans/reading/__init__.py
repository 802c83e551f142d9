"""Turns a document into a draft plan: pure functions, no database.

`read(content, name)` is the door: bytes → numbered lines (`lines`) → `PlanDraft` (`parser`). Nothing is corrected
silently; what looks wrong stands in `PlanDraft.doubts`.
"""

from plans.reading.draft import Block, Doubt, DraftDuty, DraftTask, PlanDraft, PlanHeader, as_dict, from_dict
from plans.reading.lines import read_lines
from plans.reading.parser import parse

__all__ = ["Block", "Doubt", "DraftDuty", "DraftTask", "PlanDraft", "PlanHeader", "as_dict", "from_dict", "read"]


def read(content, name):
    """The draft plan in a file's bytes; the name's ending tells the format. Raises Refused with a sentence."""
    source = read_lines(content, name)
    return parse(source.lines, tracked_changes=source.tracked_changes)
