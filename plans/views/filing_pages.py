"""What each kind of filing adds to the common pages: its templates, its words, the shape of its draft."""

import dataclasses
from collections.abc import Callable

from django.urls import reverse

PAGES = {}  # code of a kind -> FilingPages; each kind registers its own beside its views


@dataclasses.dataclass(frozen=True, slots=True)
class FilingPages:
    """content: template that shows a content; hint: what to do while there is none; edit: template of the draft's page;
    draft: its `forms.drafts.Draft`; trail(round): the way down to a round's pages as (label, address or ""), shorter for
    None; round_name(round): the round behind that trail; facts: template of lines for the summary beside the content, "" for none; extra(filing) gives what content and
    facts need besides `content` and `filing`.
    """

    content: str
    hint: str
    edit: str
    draft: type
    trail: Callable
    round_name: Callable = lambda collected: collected.short
    facts: str = ""
    extra: Callable = lambda filing: {}


def below_plans(collected):
    """The way to what is asked for by an annual plan."""
    return (("Kế hoạch", ""),)


def below_plan(collected):
    """The way to a board of what an annual plan asks for."""
    return (
        ("Kế hoạch", reverse("plans:plan-list")),
        (f"Năm {collected.year}", collected.plan.get_absolute_url()),
    )
