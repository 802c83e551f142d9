"""Whole lists at once: many lines into a decision, many old decisions into the book. So many statements for 500 lines."""

import dataclasses

from django.db import IntegrityError, transaction
from django.db.models import Max, prefetch_related_objects

from awards.registry.models import Decision, Grant, Recipient
from awards.registry.permissions import can_keep
from awards.registry.queries.identity import Known
from awards.registry.services.decisions import TWICE, fold_decision, fold_grant, keep_draft, must_write, remember
from awards.registry.services.recipients import NOT_YOURS, set_keys
from awards.registry.workflow import DECISION
from core import journal
from core.errors import Refused, Stale

journal.name_acts(
    {
        "decision.lines": "Nhập danh sách vào quyết định khen thưởng",
        "decision.old": "Nhập quyết định khen thưởng cũ vào sổ",
    }
)
BATCH = 500
GIVEN_TWICE = "Danh sách ghi hai lần cùng một hình thức cho {name}, hoặc quyết định đã ghi."


@dataclasses.dataclass(slots=True)
class Line:
    """One line: what identifies the recipient, what a new record is made of, and what the decision says of it.

    fields: of `Recipient`, `id_digest` among them; line: fields of LINE.
    """

    facts: object
    fields: dict
    line: dict


@dataclasses.dataclass(slots=True)
class OldPaper:
    """A decision of former years with its list; head: fields of HEAD."""

    head: dict
    lines: list


class Chooser:
    """Gives each line its record: the one it surely means, else a new one, which the next line of the same person shares.

    Two that fit equally are not guessed between: a new one is made, and the page of duplicates shows them. Writes nothing
    before `write`.
    """

    def __init__(self, lines, *, at, known=None):
        self.known, self.at = known or Known(line.facts for line in lines), at
        self.made, self.filled = [], []

    def choose(self, line):
        found = self.known.same_as(line.facts)
        if len(found) == 1:
            self._fill(found[0], line.fields)
            return found[0]
        one = Recipient(updated_at=self.at, sort_key=line.facts.key, **line.fields)
        self.known.add(one)
        self.made.append(one)
        return one

    def _fill(self, one, fields):
        """What the record did not know yet; a known fact is never written over."""
        blank = {name: fields.get(name) for name in FILLED if fields.get(name) and not getattr(one, name)}
        if one.pk and blank and not any(one is other for other in self.filled):
            self.filled.append(one)
        for name, value in blank.items():
            setattr(one, name, value)

    def write(self):
        """Write the new records and what old ones learned. Raises Stale when another list was faster with one of them."""
        for one in self.made:
            set_keys(one)
        for one in self.filled:
            one.version, one.updated_at = one.version + 1, self.at
        try:
            with transaction.atomic():
                Recipient.objects.bulk_create(self.made, batch_size=BATCH)
                Recipient.objects.bulk_update(self.filled, (*FILLED, "version", "updated_at"), batch_size=100)
        except IntegrityError as faster:
            raise Stale(
                "Người khác vừa lập hồ sơ của một người trong danh sách. Hãy xem lại trước khi nhập."
            ) from faster


FILLED = ("gender", "born_on", "birth_year", "id_digest")


@transaction.atomic
def add_lines(decision, lines, *, by, at):
    """Add a whole list to a decision being typed in, in its order; returns the grants.

    Raises Refused when the decision is entered or an award is given twice to one recipient, Stale when another list was
    faster.
    """
    must_write(by, decision)
    keep_draft(decision, at=at)
    last = decision.grants.aggregate(last=Max("position"))["last"] or 0
    chooser = Chooser(lines, at=at)
    grants = _grants(decision, lines, chooser, first=last + 1)
    chooser.write()
    _write(grants)
    detail = {"grants": len(grants), "recipients": len(chooser.made)}
    journal.record("decision.lines", by=by, at=at, subject=decision, detail=detail)
    return grants


@transaction.atomic
def enter_old(papers, *, source, by, at):
    """Enter decisions of former years with their lists, all or none; returns the decisions.

    Raises Refused when one of them is in the book already, or cannot be entered; Stale when another list was faster.
    """
    if not can_keep(by):
        raise Refused(NOT_YOURS)
    decisions = [Decision(created_by=by, updated_at=at, source=source[:200], **paper.head) for paper in papers]
    for decision in decisions:
        fold_decision(decision)
    try:
        with transaction.atomic():
            Decision.objects.bulk_create(decisions, batch_size=BATCH)
    except IntegrityError as twice:
        raise Refused(TWICE) from twice
    chooser = Chooser([line for paper in papers for line in paper.lines], at=at)
    grants = []
    for decision, paper in sorted(zip(decisions, papers, strict=True), key=lambda pair: pair[0].decided_on):
        grants += _grants(decision, paper.lines, chooser, first=1)
    _keep_newest(chooser.made, grants)
    chooser.write()
    _write(grants)
    made = {one.pk for one in chooser.made}
    for start in range(0, len(decisions), BATCH):
        part = decisions[start : start + BATCH]
        prefetch_related_objects(part, "grants")
        DECISION.take_all(part, "enter", by=by, at=at)
        for decision in part:
            journal.record("decision.old", by=by, at=at, subject=decision)
    older = [grant for grant in grants if grant.recipient_id not in made]
    for start in range(0, len(older), BATCH):
        remember(older[start : start + BATCH], at=at)
    return decisions


def _grants(decision, lines, chooser, *, first):
    """Unsaved grants, each with its record; the same award twice for one record is refused."""
    held = set(decision.grants.values_list("recipient", "award")) if first > 1 else set()
    grants, given = [], set()
    for position, line in enumerate(lines, first):
        one = chooser.choose(line)
        if (one.pk, line.line["award"]) in held or (id(one), line.line["award"]) in given:
            raise Refused(GIVEN_TWICE.format(name=one.name))
        given.add((id(one), line.line["award"]))
        grant = Grant(decision=decision, recipient=one, kind=one.kind, position=position, **line.line)
        fold_grant(grant)
        grants.append(grant)
    return grants


def _keep_newest(made, grants):
    """New records carry title, workplace and unit of their newest line; the grants come in the order of their days."""
    new = {id(one) for one in made}
    for grant in grants:
        if id(grant.recipient) in new:
            for name in ("title", "workplace", "unit"):
                if value := getattr(grant, name):
                    setattr(grant.recipient, name, value)


def _write(grants):
    for grant in grants:
        grant.recipient = grant.recipient  # the id it has now
    try:
        with transaction.atomic():
            Grant.objects.bulk_create(grants, batch_size=BATCH)
    except IntegrityError as twice:
        raise Stale("Danh sách vừa được người khác nhập. Hãy tải lại trang.") from twice
