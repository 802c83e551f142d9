"""What was answered to each line: granted, refused, withdrawn; linked with the decision once it is in the book."""

from django.db import IntegrityError, transaction

from awards.forwarding.enums import ForwardingState, Outcome
from awards.forwarding.models import Forwarded, Forwarding
from awards.forwarding.permissions import can_answer, can_keep
from awards.forwarding.queries import answers_in_book, certain_answers, lines_of
from awards.forwarding.services.letters import NOT_YOURS
from core import journal
from core.errors import Refused, Stale
from core.text import clean

journal.name_acts(
    {
        "forwarding.answer": "Ghi kết quả trình cấp Nhà nước",
        "forwarding.answer-clear": "Xóa kết quả trình cấp Nhà nước",
        "forwarding.answer-link": "Gắn kết quả trình cấp Nhà nước với quyết định",
    }
)
NOT_SENT = "Tờ trình chưa gửi, chưa ghi kết quả được."
CHANGED = "Người khác vừa ghi kết quả cho dòng này. Hãy xem lại kết quả đó trước."
NOT_FITTING = "Quyết định này không tặng đúng hình thức này cho đúng người, tập thể này, hoặc đã gắn với đề nghị khác."


def _must_answer(user, forwarding):
    if not can_keep(user):
        raise Refused(NOT_YOURS)
    if not can_answer(user, forwarding):
        raise Refused(NOT_SENT)


def _keep_sent(forwarding, at):
    """Hold the letter sent while an answer is written: nobody reopens it in between."""
    if Forwarding.objects.filter(pk=forwarding.pk, state=ForwardingState.SENT).update(updated_at=at) != 1:
        raise Stale(NOT_SENT)


def _write(line, version, values):
    """Write the answer, only if nobody wrote one since `version`."""
    try:
        with transaction.atomic():
            won = Forwarded.objects.filter(pk=line.pk, version=version).update(version=version + 1, **values)
    except IntegrityError as twice:  # another line took the grant
        raise Stale(NOT_FITTING) from twice
    if won != 1:
        raise Stale(CHANGED)
    for name, value in values.items():
        setattr(line, name, value)
    line.version = version + 1


def _from_book(grant):
    """The answer as the decision in the book gives it."""
    decision = grant.decision
    return {
        "outcome": Outcome.GRANTED,
        "grant": grant,
        "answer": str(decision),
        "answered_on": decision.decided_on,
        "reason": "",
    }


@transaction.atomic
def answer_line(line, *, outcome, version, by, at, on, grant=None, answer="", answered_on=None, reason=""):
    """Record the answer to one line; recording again replaces it. on: the present day.

    With `grant` the answer is that line of a decision in the book, and paper and day are the decision's. Otherwise it needs
    the paper and its day, and a reason unless it was granted. Raises Refused for what is missing or does not fit, Stale
    when somebody answered since `version` or the letter was opened again.
    """
    _must_answer(by, line.forwarding)
    if grant is not None:
        if outcome != Outcome.GRANTED or grant not in _fitting(line):
            raise Refused(NOT_FITTING)
        values = _from_book(grant)
    else:
        values = _on_paper(line, outcome, clean(answer), answered_on, clean(reason), on)
    _keep_sent(line.forwarding, at)
    _write(line, version, values)
    journal.record("forwarding.answer", by=by, at=at, subject=line.forwarding, detail={"outcome": str(outcome)})
    return line


def _fitting(line):
    """Grants that may be the answer, the present one among them."""
    return [*answers_in_book([line])[line.pk], *([line.grant] if line.grant else [])]


def _on_paper(line, outcome, answer, answered_on, reason, on):
    if outcome not in (Outcome.GRANTED, Outcome.REFUSED, Outcome.WITHDRAWN):
        raise Refused("Hãy chọn kết quả.")
    if not (answer and answered_on):
        raise Refused("Cần ghi văn bản trả lời và ngày của văn bản.")
    if outcome != Outcome.GRANTED and not reason:
        raise Refused("Cần ghi lý do không được tặng hoặc rút đề nghị.")
    if answered_on > on:
        raise Refused("Ngày của văn bản chưa đến. Hãy kiểm tra lại.")
    if answered_on < line.forwarding.dated:
        raise Refused(f"Văn bản trả lời không thể trước ngày tờ trình {line.forwarding.dated:%d/%m/%Y}.")
    return {"outcome": outcome, "grant": None, "answer": answer, "answered_on": answered_on, "reason": reason}


@transaction.atomic
def clear_answer(line, *, version, by, at):
    """The line waits again: its answer was recorded by mistake. Raises Refused or Stale."""
    _must_answer(by, line.forwarding)
    if line.outcome == Outcome.WAITING:
        raise Stale("Dòng này chưa có kết quả.")
    _keep_sent(line.forwarding, at)
    _write(line, version, {"outcome": Outcome.WAITING, "grant": None, "answer": "", "answered_on": None, "reason": ""})
    journal.record("forwarding.answer-clear", by=by, at=at, subject=line.forwarding, detail={"line": line.pk})
    return line


@transaction.atomic
def link_answers(forwarding, *, by, at):
    """Take from the book every answer that is certain; returns how many. Pressing again finds nothing more to do."""
    _must_answer(by, forwarding)
    _keep_sent(forwarding, at)
    certain = certain_answers(lines_of(forwarding))
    for line, grant in certain:
        _write(line, line.version, _from_book(grant))
    if certain:
        journal.record("forwarding.answer-link", by=by, at=at, subject=forwarding, detail={"lines": len(certain)})
    return len(certain)
