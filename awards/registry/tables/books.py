"""Columns of the book and of one decision's list as files. Their labels are those the imports read, so a file comes back."""

from awards.law.rules import find
from core.sheets.fields import ReferenceWidget
from core.sheets.tables import Column

OF_DECISION = (
    Column("number", "Số quyết định", width=12),
    Column("symbol", "Ký hiệu", width=14),
    Column("decided_on", "Ngày ký", kind="date"),
    Column("decider", "Cơ quan quyết định", width=26),
    Column("level", "Cấp quyết định", width=14),
    Column("signer", "Người ký", width=20),
    Column("subject", "Trích yếu", width=40),
)
OF_LINE = (
    Column("name", "Tên cá nhân, tập thể", width=30),
    Column("kind", "Đối tượng", width=12),
    Column("award", "Danh hiệu, hình thức", width=32),
    Column("title", "Chức vụ", width=24),
    Column("workplace", "Nơi công tác, địa chỉ", width=30),
    Column("unit", "Đơn vị", width=26),
    Column("cause", "Loại hình", width=16),
    Column("person_class", "Phân loại cá nhân", width=24),
    Column("is_enterprise", "Doanh nghiệp", width=10),
    Column("period", "Thời gian thành tích", width=14),
    Column("achievement", "Thành tích", width=40),
)
OF_RECORD = (
    Column("gender", "Giới tính", width=9),
    Column("born", "Ngày sinh", width=12),
)
LAST = (
    Column("record", "Mã hồ sơ", kind="integer"),
    Column("standing", "Trạng thái", width=14),
    Column("revoked_on", "Thu hồi ngày", kind="date"),
)


def columns(*, book, whole):
    """Of the book (each line with its decision) or of one decision; births only for readers of every line."""
    return [*(OF_DECISION if book else ()), *OF_LINE, *(OF_RECORD if whole else ()), *LAST]


def row(grant, names, *, whole):
    """One line; names: dict name → unit as the imports look names up."""
    decision, unit = grant.decision, grant.unit
    found = {
        "number": decision.number, "symbol": decision.symbol, "decided_on": decision.decided_on,
        "decider": decision.decider, "level": decision.get_level_display(), "signer": decision.signer,
        "subject": decision.subject, "name": grant.name, "kind": grant.get_kind_display(), "award": find(grant.award).name,
        "title": grant.title, "workplace": grant.workplace, "unit": unit_words(unit, names) if unit else "",
        "cause": grant.get_cause_display(), "person_class": grant.get_person_class_display(),
        "is_enterprise": grant.is_enterprise, "period": grant.period, "achievement": grant.achievement,
        "record": grant.recipient_id, "standing": grant.standing.label, "revoked_on": grant.revoked_on,
    }  # fmt: skip
    if whole:
        one = grant.recipient
        born = f"{one.born_on:%d/%m/%Y}" if one.born_on else str(one.birth_year or "")
        found |= {"gender": one.get_gender_display(), "born": born}
    return found


def unit_words(unit, names):
    """The name a unit is known by when read again: its own where only it is called so, else its code."""
    if names.get(unit.name) == unit and names.get(unit.name) is not ReferenceWidget.AMBIGUOUS:
        return unit.name
    return unit.code or unit.name
