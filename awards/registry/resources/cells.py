"""How the cells of a list of awards are read: awards by words, births, ID numbers, names with what stands before them."""

import datetime
import difflib
import re

from awards.law.enums import Cause, PersonClass, RecipientKind
from awards.law.rules import by_words, catalogue, find
from awards.registry.services.recipients import id_digest
from core.sheets.fields import ChoiceWidget, Read, ReferenceWidget, SheetWidget
from core.text import BadValue, clean, fold, parse_date
from units.models import Unit

CAUSES = {
    "Thường xuyên": Cause.MERIT,
    "Công trạng và thành tích": Cause.MERIT,
    "Phong trào": Cause.THEMATIC,
    "Phong trào thi đua": Cause.THEMATIC,
    "Chuyên đề": Cause.THEMATIC,
    "Theo đợt, chuyên đề": Cause.THEMATIC,
    "Cống hiến": Cause.DEDICATION,
    "Kháng chiến": Cause.RESISTANCE,
}
CLASSES = {
    "Lãnh đạo cấp tỉnh": PersonClass.PROVINCE_LEADER,
    "Lãnh đạo cấp sở": PersonClass.DEPARTMENT_LEADER,
    "Lãnh đạo sở, ngành": PersonClass.DEPARTMENT_LEADER,
    "Lãnh đạo khác": PersonClass.OTHER_LEADER,
    "Lãnh đạo từ phó phòng trở lên": PersonClass.OTHER_LEADER,
    "Người trực tiếp lao động": PersonClass.DIRECT_WORKER,
    "Người lao động trực tiếp": PersonClass.DIRECT_WORKER,
    "Trực tiếp": PersonClass.DIRECT_WORKER,
    "Không giữ chức vụ": PersonClass.DIRECT_WORKER,
}
KINDS = {
    "ca nhan": RecipientKind.INDIVIDUAL,
    "cac ca nhan": RecipientKind.INDIVIDUAL,
    "nguoi": RecipientKind.INDIVIDUAL,
    "tap the": RecipientKind.COLLECTIVE,
    "cac tap the": RecipientKind.COLLECTIVE,
    "don vi": RecipientKind.COLLECTIVE,
    "ho gia dinh": RecipientKind.HOUSEHOLD,
    "cac ho gia dinh": RecipientKind.HOUSEHOLD,
    "gia dinh": RecipientKind.HOUSEHOLD,
}
_KIND_IN_HEADING = re.compile(r"(?:\b)(tap the|ca nhan|ho gia dinh)\b")
_BEFORE_AWARD = re.compile(r"^(?:(?:truy tang|tang thuong|tang|cong nhan|danh hieu|hinh thuc)\s+)+")
_AFTER_AWARD = re.compile(r"\s+(?:cho|doi voi)\s.*$")
_BEFORE_PERSON = re.compile(r"^(?:Ông|Bà|Ông \(bà\)|Đồng chí|Đ/c|Anh|Chị|Em|Cháu)\s*[:.]?\s+(?=\S+\s)", re.IGNORECASE)
_HOUSEHOLD = re.compile(r"^(?:hộ gia đình|gia đình|hộ)\s+(?:ông|bà|anh|chị)\b", re.IGNORECASE)


def award_by_words(text):
    """The award these words mean (“Tặng danh hiệu Chiến sĩ thi đua cấp tỉnh cho các cá nhân”), or None."""
    folded = fold(text)
    known = by_words()
    for words in (folded, bare := _BEFORE_AWARD.sub("", folded), _AFTER_AWARD.sub("", bare)):
        if words in known:
            return known[words]
    return None


def kind_of_heading(text):
    """The kind a heading names (“II. CÁ NHÂN”, “Tặng Bằng khen cho 05 tập thể”); "" for none or for several."""
    named = set(_KIND_IN_HEADING.findall(fold(text)))
    return KINDS[named.pop()] if len(named) == 1 else ""


def split_person(text):
    """(name, was it addressed as a person): “Ông Lò Văn A” is Lò Văn A. The address says nothing else here."""
    name = _BEFORE_PERSON.sub("", text)
    return name, name != text


def is_household(text):
    return bool(_HOUSEHOLD.match(text))


class AwardWidget(SheetWidget):
    """A title or form by its code, name, short name or another usual name."""

    def __init__(self):
        super().__init__()
        self.names = {fold(award.name): award.name for award in catalogue().values()}

    def read(self, value):
        text = clean(value)
        if not text:
            return Read("")
        award = award_by_words(text)
        if award is None:
            near = difflib.get_close_matches(fold(text), self.names, n=3)
            hint = f" Gần giống: {'; '.join(self.names[n] for n in near)}." if near else " Hãy ghi tên như danh mục."
            raise BadValue(f"Không có danh hiệu, hình thức “{text}”.{hint}")
        return Read(award.code)

    def render(self, value, obj=None, **kwargs):
        return find(value).name if value else ""


class KindWidget(ChoiceWidget):
    """Cá nhân, tập thể, hộ gia đình."""

    def __init__(self):
        super().__init__(RecipientKind)
        self.known |= KINDS


class ClassWidget(ChoiceWidget):
    """The class of a person; a column that says “Tập thể” or “Cá nhân” here tells the kind only."""

    def __init__(self):
        super().__init__(PersonClass, also=CLASSES)

    def read(self, value):
        return Read("") if fold(value) in KINDS else super().read(value)


class BirthWidget(SheetWidget):
    """A birthday, or the year alone."""

    def read(self, value):
        parsed = parse_date(value)
        if parsed is None:
            return Read(None)
        if parsed.precision == "month":
            raise BadValue(f"“{value}” chưa đủ ngày. Hãy ghi ngày/tháng/năm hoặc chỉ năm sinh.")
        if parsed.precision == "year":
            return Read(parsed.value.year)
        doubt = f"Đọc là ngày {parsed.value:%d/%m/%Y}; hãy kiểm tra ngày và tháng." if parsed.doubtful else ""
        return Read(parsed.value, doubt)

    def render(self, value, obj=None, **kwargs):
        return f"{value:%d/%m/%Y}" if isinstance(value, datetime.date) else str(value or "")


class IdWidget(SheetWidget):
    """An ID number, 9 or 12 figures: only its keyed hash goes on."""

    def read(self, value):
        figures = "".join(filter(str.isdigit, clean(value)))
        if not clean(value):
            return Read(None)
        if len(figures) not in (9, 12):
            raise BadValue("Số định danh phải có 9 hoặc 12 chữ số; cột phải định dạng chữ để giữ số 0 ở đầu.")
        return Read(id_digest(figures))

    def render(self, value, obj=None, **kwargs):
        return "đã đọc" if value else ""


def units_by_name(on):
    """dict name → unit, by code, name, short name and other spellings; ended units where no living one is called so."""
    found = {}
    living = Unit.objects.in_force(on)
    for units in (living, Unit.objects.exclude(pk__in=living)):
        mine = {}
        for unit in units.in_order():
            for name in dict.fromkeys([unit.code, unit.name, unit.short_name, unit.organ, *unit.other_names]):
                if name:
                    mine[name] = unit if mine.get(name, unit) == unit else ReferenceWidget.AMBIGUOUS
        taken = {fold(name) for name in found}
        found |= {name: unit for name, unit in mine.items() if fold(name) not in taken}
    return found
