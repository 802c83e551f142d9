"""Lines of a letter: proposed, mended, dropped; answered once the letter is sent."""

from awards.forwarding import queries
from awards.forwarding.enums import Outcome
from awards.forwarding.forms import AnswerForm, LineForm, PickForm
from awards.forwarding.permissions import can_answer, can_write
from awards.forwarding.services import answers
from awards.forwarding.services import letters as services
from awards.forwarding.views.letters import clash
from awards.forwarding.views.loading import kept, kept_line
from awards.registry.models import Grant
from core import clock
from core.errors import Refused, Stale
from core.http import done, invalid, page, posted
from core.text import fold
from plans.forms.steps import EmptyForm


def forwarding_line_add(request, pk):
    """The recipient is looked up in the book (`q`, then `chosen`), or written down anew."""
    forwarding = kept(request, pk)
    if not can_write(request.user, forwarding):
        return done(request, forwarding, services.CLOSED)
    pick = PickForm(request.GET)
    picked = pick.cleaned_data if pick.is_valid() else {}
    words, recipient = picked.get("q") or "", picked.get("chosen")
    known = _known(recipient) or {"name": words}
    form = LineForm(posted(request), recipient=recipient, on=clock.today(), initial=known)
    if form.is_valid():
        try:
            line = _add(forwarding, recipient, form, by=request.user, at=clock.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return done(request, forwarding, f"Đã thêm đề nghị cho {line.name}.")
    context = {
        "forwarding": forwarding,
        "form": form,
        "pick": pick,
        "words": words,
        "found": queries.recipients_found(fold(words)) if recipient is None else [],
        "recipient": recipient,
    }
    answer = invalid if form.is_bound else page
    return answer(request, "awards/forwarding_line_form.html", context | {"line": None, "clash": []})


def _known(recipient):
    """What the record says of itself, to begin with."""
    names = ("name", "title", "workplace", "unit", "is_enterprise")
    return {name: getattr(recipient, name) for name in names} if recipient else {}


def _add(forwarding, recipient, form, *, by, at):
    if recipient is None:
        return services.propose(forwarding, form.identity, by=by, at=at, **form.line)
    return services.add_line(forwarding, recipient, by=by, at=at, **form.line)


def forwarding_line_edit(request, pk, line):
    forwarding, line = kept_line(request, pk, line)
    if not can_write(request.user, forwarding):
        return done(request, forwarding, services.CLOSED)
    initial = {name: getattr(line, name) for name in (*services.LINE, "version")}
    form = LineForm(posted(request), recipient=line.recipient, on=clock.today(), initial=initial)
    context = {"forwarding": forwarding, "line": line, "form": form, "recipient": line.recipient, "clash": []}
    if form.is_valid():
        version = form.cleaned_data["version"]
        try:
            services.update_line(
                line, version=-1 if version is None else version, by=request.user, at=clock.now(), **form.line
            )
        except Stale as stale:
            form.add_error(None, str(stale))
            latest = kept_line(request, pk, line.pk)[1]
            context |= {"line": latest, "clash": clash(form, latest)}
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return done(request, line, "Đã lưu đề nghị.")
    answer = invalid if form.is_bound else page
    return answer(request, "awards/forwarding_line_form.html", context)


def forwarding_line_remove(request, pk, line):
    forwarding, line = kept_line(request, pk, line)
    if not can_write(request.user, forwarding):
        return done(request, forwarding, services.CLOSED)
    form = EmptyForm(posted(request))
    if form.is_valid():
        try:
            services.remove_line(line, by=request.user, at=clock.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return done(request, forwarding, f"Đã bỏ đề nghị cho {line.name}.")
    answer = invalid if form.is_bound else page
    return answer(request, "awards/forwarding_line_remove.html", {"forwarding": forwarding, "line": line, "form": form})


# Answers ----------------------------------------------------------------------------------------------------------------
def forwarding_answer(request, pk, line):
    """What was answered to one line; a decision in the book that fits is offered first."""
    forwarding, line = kept_line(request, pk, line)
    if not can_answer(request.user, forwarding):
        return done(request, forwarding, answers.NOT_SENT)
    fitting = [grant.pk for grant in queries.answers_in_book([line])[line.pk]] + ([line.grant_id] * bool(line.grant_id))
    grants = Grant.objects.filter(pk__in=fitting).select_related("decision").in_order() if fitting else None
    form = AnswerForm(posted(request), grants=grants, initial=_answer_of(line, fitting))
    if form.is_valid():
        try:
            answers.answer_line(line, by=request.user, at=clock.now(), on=clock.today(), **form.cleaned_data)
        except Stale as stale:
            form.add_error(None, str(stale))
            line = kept_line(request, pk, line.pk)[1]
            form.data = form.data.copy()
            form.data["version"] = line.version
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return done(request, line, f"Đã ghi kết quả cho {line.name}.")
    answer = invalid if form.is_bound else page
    return answer(request, "awards/forwarding_answer.html", {"forwarding": forwarding, "line": line, "form": form})


def _answer_of(line, fitting):
    """The recorded answer, or the decision in the book that would be it."""
    initial = {name: getattr(line, name) for name in ("answer", "answered_on", "reason", "version")}
    if line.outcome != Outcome.WAITING:
        return initial | {"outcome": line.outcome, "grant": line.grant_id}
    return initial | ({"outcome": Outcome.GRANTED, "grant": fitting[0]} if fitting else {})


def forwarding_answer_clear(request, pk, line):
    forwarding, line = kept_line(request, pk, line)
    if not can_answer(request.user, forwarding) or line.outcome == Outcome.WAITING:
        return done(request, forwarding, "Dòng này không có kết quả để xóa.")
    form = EmptyForm(posted(request))
    if form.is_valid():
        try:
            answers.clear_answer(line, version=line.version, by=request.user, at=clock.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return done(request, line, f"Đã xóa kết quả của {line.name}; đề nghị lại chờ kết quả.")
    answer = invalid if form.is_bound else page
    return answer(
        request, "awards/forwarding_answer_clear.html", {"forwarding": forwarding, "line": line, "form": form}
    )


def forwarding_link(request, pk):
    """Take every certain answer from the book at once; the page lists them first."""
    forwarding = kept(request, pk)
    if not can_answer(request.user, forwarding):
        return done(request, forwarding, answers.NOT_SENT)
    certain = queries.certain_answers(queries.lines_of(forwarding))
    form = EmptyForm(posted(request))
    if form.is_valid():
        try:
            linked = answers.link_answers(forwarding, by=request.user, at=clock.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            words = f"Đã ghi kết quả của {linked} đề nghị." if linked else "Không còn kết quả nào để lấy từ sổ."
            return done(request, forwarding, words)
    answer = invalid if form.is_bound else page
    return answer(request, "awards/forwarding_link.html", {"forwarding": forwarding, "certain": certain, "form": form})
