"""Plans for proofs, made the way the product makes them: by its services."""

import dataclasses
import datetime

from django.utils import timezone

from plans import reading
from plans.documents.annual import plan_paper
from plans.services import annual as services
from tests.plans import samples

AT = datetime.datetime(2022, 3, 8, 9, 0, tzinfo=timezone.get_default_timezone())
ON = AT.date()


def draft_plan(world, draft=None):
    """The seed's plan as a draft, imported by Hạnh."""
    return services.import_plan(draft or samples.seed(), by=world.hanh, at=AT, source_name="ke-hoach.txt").plan


def issued_plan(world, draft=None, *, whole=False):
    """The same, issued; the kept paper has all its pages only when `whole`, because laying out nine pages takes time."""
    plan = draft_plan(world, draft)

    def compose(issued):
        paper = plan_paper(issued, draft=False)
        return paper if whole else dataclasses.replace(paper, blocks=paper.blocks[:2])

    services.issue_plan(plan, compose=compose, by=world.hanh, at=AT)
    return plan


def plan_led_by(world, *, count=1):
    """An issued plan whose tasks Sở Tư pháp leads, except the last one, which Sở Y tế leads."""
    rows = "\n".join(f"{n}\tLàm việc thứ {n}\tSở Tư pháp\tSở Y tế" for n in range(1, count + 1))
    rows += f"\n{count + 1}\tLàm việc của ngành y\tSở Y tế\tSở Tư pháp"
    return issued_plan(world, reading.read(samples.tiny_text(rows=rows), "a.txt"))
