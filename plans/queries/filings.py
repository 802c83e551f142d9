"""Reads about one filing of any kind: what it says, what was filed, who may read which of both, and why it lies there.

A kind is described once by a `FilingKind`; services, notices, duties and pages take the rest from it.
"""

import dataclasses
import datetime
from collections.abc import Callable

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from core.models import Transition
from core.workflow import Workflow
from plans.enums import FilingState as S
from plans.models.filings import OPEN, SENT, UNIT_ROLES
from plans.permissions.filings import is_inside
from plans.workflow.filings import INTERNAL
from units.enums import Role
from units.rights import rights_of

KINDS = {}  # model of the filing, and model of its round -> FilingKind


@dataclasses.dataclass(frozen=True, slots=True)
class Rows:
    """A table of a filing's own content: its name, the model, the way back to the filing, and what is typed in a row."""

    name: str
    model: type
    owner: str
    columns: tuple
    order: tuple = ("position", "pk")


@dataclasses.dataclass(frozen=True, slots=True)
class FilingKind:
    """What one kind of filing has of its own.

    code: its word in url names, notice keys, duties and the journal (“unit-plan”), each below the app it lives in;
    round_code the same for the round, whose pages are addressed by the round's `round_key`; round_list names the page
    to look for a round. parent: the relation of a round to what asked for it (“plan”).
    subject: how journal and notice settings call it (“kế hoạch đơn vị”).
    columns: fields of the filing its officer writes; rows: the tables beside them.
    live(filing): the content as it stands; dump(content) and parse(kept): the content kept with a filing, as JSON.
    fields: (label, content → words) in the order a reader compares two versions.
    duty_key(filing): the key of the unit's duty to file, stable for the life of the filing.
    """

    code: str
    round_code: str
    round_key: str
    round_list: str
    parent: str
    subject: str
    model: type
    round: type
    comment: type
    extension: type
    reminder: type
    workflow: Workflow
    columns: tuple
    rows: tuple[Rows, ...]
    findings: Callable
    live: Callable
    dump: Callable
    parse: Callable
    fields: tuple
    duty_key: Callable

    @property
    def noun(self):
        return self.model.noun

    @property
    def app(self):
        """The app that brings it: the namespace of its addresses."""
        return self.model._meta.app_label

    @property
    def key(self):
        """Its word with that of its app, as acts, notices and duties begin (“plans.unit-plan”)."""
        return f"{self.app}.{self.code}"

    def url(self, name, *args):
        return reverse(f"{self.app}:{self.code}-{name}", args=args)

    @property
    def mine_url(self):
        return reverse(f"{self.app}:my-{self.code}")

    @property
    def round_list_url(self):
        """The board of today, or the list of rounds."""
        return reverse(f"{self.app}:{self.round_list}")

    def round_url(self, name, collected, *args):
        return reverse(f"{self.app}:{self.round_code}-{name}", args=[getattr(collected, self.round_key), *args])

    def rounds(self):
        """Its rounds, each with what asked for it."""
        return self.round.objects.select_related(self.parent)


def register(kind):
    KINDS[kind.model] = KINDS[kind.round] = kind
    return kind


def kind_of(record):
    """The kind of a filing or of a round."""
    return KINDS[type(record)]


@dataclasses.dataclass(frozen=True, slots=True)
class FileRef:
    uuid: str
    name: str
    size: int
    sha256: str


def files_of(filing):
    return tuple(FileRef(str(f.uuid), f.name, f.size, f.sha256) for f in filing.attached())


def day_of(text):
    """A day kept as text in a snapshot."""
    return datetime.date.fromisoformat(text) if text else None


def stored(filing):
    """What is saved of the content: dict column → value, and name of a table → its rows as dicts in order."""
    kind = kind_of(filing)
    tables = {
        rows.name: list(rows.model.objects.filter(**{rows.owner: filing}).order_by(*rows.order).values(*rows.columns))
        for rows in kind.rows
    }
    return {name: getattr(filing, name) for name in kind.columns} | tables


# What is written, what was filed -------------------------------------------------------------------------------------
def snapshot(filing, *, at):
    """The live content as JSON, kept with the filing."""
    kind = kind_of(filing)
    content = kind.live(filing)
    return kind.dump(content) | {
        "files": [dataclasses.asdict(file) for file in content.files],
        "due_on": filing.due_on.isoformat(),
        "days_late": filing.days_late(on=timezone.localdate(at)),
    }


def _filed_content(kind, step):
    files = tuple(FileRef(**file) for file in step.evidence["files"])
    return dataclasses.replace(kind.parse(step.evidence), files=files, filed_at=step.at, by=step.by)


def filings(filing):
    """Every version that was filed, the oldest first."""
    steps = Transition.objects.of(filing).filter(action="confirm")
    return [_filed_content(kind_of(filing), step) for step in reversed(steps)]


def content_for(user, filing):
    """What this person may read: the unit its own draft, everybody else what was last filed; None before that."""
    kind = kind_of(filing)
    if is_inside(user, filing) or filing.state in SENT:
        return kind.live(filing)
    step = Transition.objects.of(filing).filter(action="confirm").first()
    return _filed_content(kind, step) if step else None


@dataclasses.dataclass(frozen=True, slots=True)
class Difference:
    label: str
    before: str
    after: str


def differences(kind, before, after):
    """Fields in which two versions differ, in the words a reader compares. A file changed under one name shows, too."""
    found = []
    for label, words in (*kind.fields, ("Tệp kèm theo", _file_words)):
        old, new = words(before), words(after)
        if words is _file_words and old == new and [f.sha256 for f in before.files] != [f.sha256 for f in after.files]:
            new = "\n".join(f"{f.name} (tệp mới)" for f in after.files)
        if old != new:
            found.append(Difference(label, old, new))
    return found


def _file_words(content):
    return "\n".join(file.name for file in content.files)


def steps_for(user, filing):
    """History: the unit sees every step; outside, only what passed between the unit and the standing body."""
    steps = Transition.objects.of(filing)
    return steps if is_inside(user, filing) else steps.exclude(action__in=INTERNAL)


def extensions_of(filing):
    """What moved this filing's deadline, newest first."""
    return (
        kind_of(filing)
        .extension.objects.filter(round=filing.round)
        .filter(Q(unit=None) | Q(unit=filing.unit_id))
        .select_related("by")
        .order_by("-at", "-pk")
    )


def own_filings(kind, user, rights):
    """The filings of the units where the person is officer or head, the newest year first."""
    return (
        kind.model.objects.visible_to(user)
        .filter(unit__in=rights.unit_ids(*UNIT_ROLES))
        .named()
        .order_by("-round__year", "unit__position", "unit__sort_key", "pk")
    )


def owes_any(kind, user):
    """Is there a filing of this kind of a unit where the person is officer or head?"""
    return own_filings(kind, user, rights_of(user)).exists()


def with_days(filings, *, on):
    """(filing, days late) for each."""
    return [(filing, filing.days_late(on=on)) for filing in filings]


# Sentences ----------------------------------------------------------------------------------------------------------
def what_now(user, filing, *, heads=()):
    """Why it lies where it does and what this person can do, one sentence; "" when the buttons say it all."""
    if filing.of_standing_body:
        return _what_now_inside(filing)
    to = filing.round.receiver_name
    names = " hoặc ".join(person.full_name for person in heads) or "thủ trưởng đơn vị"
    rights = rights_of(user)
    officer = rights.holds_at(filing.unit_id, Role.OFFICER)
    head = rights.holds_at(filing.unit_id, Role.HEAD)
    if officer or head:
        if filing.state == S.AWAITING:
            return "" if head else f"Đang chờ {names} xác nhận. Muốn sửa, hãy rút về trước."
        if filing.state == S.FILED:
            return f"Đã nộp, {to} đang kiểm tra nên không sửa được. Muốn sửa, gửi ý kiến để {to} trả lại."
        if filing.state == S.ACCEPTED:
            return f"{to} đã tiếp nhận nên không sửa được. Muốn sửa, gửi ý kiến để {to} mở lại."
        return "" if officer else "Cán bộ thi đua đang soạn. Bạn xác nhận được sau khi cán bộ trình."
    if filing.state in OPEN and filing.state != S.RETURNED:
        return "Đơn vị chưa gửi. Bản nháp là việc riêng của đơn vị; nội dung hiện ra khi thủ trưởng đã xác nhận."
    if filing.state == S.RETURNED:
        return "Đơn vị đang sửa. Dưới đây là bản đã gửi lần gần nhất."
    return ""


def _what_now_inside(filing):
    if filing.state == S.AWAITING:
        return "Đang chờ lãnh đạo Ban TĐKT xác nhận. Muốn sửa, hãy rút về trước."
    if filing.state == S.FILED:
        return "Đã xác nhận nên không sửa được. Muốn sửa, lãnh đạo Ban TĐKT bấm “Trả lại”."
    return ""
