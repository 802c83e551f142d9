"""What keepers do with a fund: open it, write and strike lines, mend what it rests on."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from awards.fund.models import Fund, FundEntry
from awards.fund.permissions import can_keep, can_open_for
from awards.registry.enums import DecisionState
from core import journal
from core.errors import Refused, Stale
from core.text import clean
from units.rights import rights_of

journal.name_acts(
    {
        "fund.open": "Mở quỹ thi đua, khen thưởng",
        "fund.edit": "Sửa thông tin quỹ thi đua, khen thưởng",
        "fund.entry-add": "Ghi sổ quỹ thi đua, khen thưởng",
        "fund.entry-strike": "Gạch bỏ dòng sổ quỹ thi đua, khen thưởng",
        "fund.export": "Xuất sổ quỹ thi đua, khen thưởng",
        "fund.print": "In sổ quỹ thi đua, khen thưởng",
    }
)
NOT_YOURS = "Chỉ kế toán của đơn vị giữ sổ và Ban Thi đua - Khen thưởng ghi sổ quỹ này."
CHANGED = "Người khác vừa sửa quỹ này. Nội dung bạn nhập còn nguyên; hãy đối chiếu rồi lưu lại."


@transaction.atomic
def open_fund(*, unit, year, by, at, keeper=None, budget=None, carried=None, note=""):
    """The fund of a unit for a year; amounts in đồng, None for not known. Without `keeper` the unit keeps the book itself.

    Raises Refused for others than its accountant and the standing body, and when the year has its fund already.
    """
    keeper = keeper or unit
    if not can_open_for(by, unit) or (keeper != unit and not rights_of(by).is_standing_body):
        raise Refused("Chỉ kế toán của đơn vị và Ban Thi đua - Khen thưởng mở quỹ của đơn vị.")
    fund = Fund(unit=unit, keeper=keeper, year=year, budget=budget, carried=carried, note=clean(note), updated_at=at)
    try:
        with transaction.atomic():
            fund.save(force_insert=True)
    except IntegrityError as twice:
        raise Refused(f"{unit.label} đã có quỹ năm {year}.") from twice
    journal.record("fund.open", by=by, at=at, subject=fund)
    return fund


@transaction.atomic
def update_fund(fund, *, version, by, at, **values):
    """Write budget, carried balance, note; the standing body also who keeps the book.

    Raises Refused, or Stale when somebody saved since `version`.
    """
    _must_keep(by, fund)
    if "keeper" in values and values["keeper"] != fund.keeper and not rights_of(by).is_standing_body:
        raise Refused("Chỉ Ban Thi đua - Khen thưởng đổi đơn vị giữ sổ.")
    if Fund.objects.filter(pk=fund.pk, version=version).update(version=version + 1, updated_at=at, **values) != 1:
        raise Stale(CHANGED)
    for name, value in values.items():
        setattr(fund, name, value)
    fund.version, fund.updated_at = version + 1, at
    journal.record("fund.edit", by=by, at=at, subject=fund, detail={"fields": sorted(values)})
    return fund


@transaction.atomic
def add_entry(fund, *, press, on, purpose, amount, content, by, at, paper="", decision=None):
    """One line of the book on the day `on`; amount in đồng. The same `press` again (a double click) gives the line there is.

    Raises Refused for others than the keepers, a day outside the fund's year or not yet come, and a decision that is not
    in the book of awards.
    """
    _must_keep(by, fund)
    if on.year != fund.year:
        raise Refused(f"Ngày {on:%d/%m/%Y} không thuộc năm {fund.year} của quỹ này.")
    if on > timezone.localdate(at):
        raise Refused(f"Ngày {on:%d/%m/%Y} chưa đến. Hãy kiểm tra lại.")
    if amount <= 0:
        raise Refused("Số tiền phải lớn hơn 0.")
    if decision is not None and decision.state != DecisionState.ENTERED:
        raise Refused("Quyết định này chưa vào sổ hoặc đã hủy bỏ.")
    entry = FundEntry(
        fund=fund, press=press, on=on, purpose=purpose, amount=amount, content=clean(content), paper=clean(paper),
        decision=decision, by=by, at=at,
    )  # fmt: skip
    try:
        with transaction.atomic():
            entry.save(force_insert=True)
    except IntegrityError as twice:
        if known := FundEntry.objects.filter(press=press, fund=fund).first():
            return known
        raise Refused("Dòng này đã được ghi ở quỹ khác. Hãy tải lại trang.") from twice
    journal.record("fund.entry-add", by=by, at=at, subject=fund, detail={"entry": entry.pk})
    return entry


@transaction.atomic
def strike_entry(entry, *, reason, by, at):
    """Strike a wrong line out; it stays to be read and counts no more. Raises Refused without a reason, Stale when struck."""
    _must_keep(by, entry.fund)
    reason = clean(reason)
    if not reason:
        raise Refused("Cần nêu lý do gạch bỏ.")
    rows = FundEntry.objects.filter(pk=entry.pk, struck_at=None)
    if rows.update(struck_at=at, struck_by=by, struck_because=reason) != 1:
        raise Stale("Dòng này đã được gạch bỏ.")
    entry.struck_at, entry.struck_by, entry.struck_because = at, by, reason
    journal.record("fund.entry-strike", by=by, at=at, subject=entry.fund, detail={"entry": entry.pk})
    return entry


def _must_keep(user, fund):
    if not can_keep(user, fund):
        raise Refused(NOT_YOURS)
