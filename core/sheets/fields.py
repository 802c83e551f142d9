"""The columns of an import: how each is read, shown and doubted. Every field has a typed widget."""

import dataclasses
import datetime
import decimal
import difflib
import itertools

from import_export.fields import Field
from import_export.widgets import Widget

from core.sheets.tables import Column
from core.text import BadValue, clean, clean_lines, fold, parse_date, parse_number
from core.words import short_date

READ, ENTRY = "__read__", "__entry__"  # what a row carries beside its cells
_places = itertools.count()
FEW_CHOICES = 8
ERROR_TEXTS = frozenset({"#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!", "#GETTING_DATA"})


@dataclasses.dataclass(frozen=True, slots=True)
class Read:
    """What a widget read, and the sentence about its doubt, if any."""

    value: object
    doubt: str = ""


class SheetWidget(Widget):
    """Reads a cell (`read`, raising BadValue with a sentence) and shows a value (`render`) as people write it."""

    kind = "text"
    blank_clears = False

    def begin(self):
        """A new run over a file: forget what an earlier run looked up."""

    def read(self, value):
        return Read(value)

    def clean(self, value, row=None, **kwargs):
        return self.read(value).value

    def render(self, value, obj=None, **kwargs):
        return "" if value is None else str(value)


class TextWidget(SheetWidget):
    """One line of text; a number typed into a text column is written without decimals."""

    def read(self, value):
        return Read(clean(value))


class LinesWidget(SheetWidget):
    """Text that keeps its line breaks."""

    kind = "lines"

    def read(self, value):
        return Read(clean_lines(value))


class DateWidget(SheetWidget):
    """A day. A month or a year alone is refused; a day that a US locale may have swapped is doubted."""

    kind = "date"

    def read(self, value):
        parsed = parse_date(value)
        if parsed is None:
            return Read(None)
        if parsed.precision != "day":
            raise BadValue(f"“{value}” chưa đủ ngày. Hãy ghi ngày/tháng/năm, ví dụ 28/9/2022.")
        doubt = f"Đọc là ngày {short_date(parsed.value)}; hãy kiểm tra ngày và tháng." if parsed.doubtful else ""
        return Read(parsed.value, doubt)

    def render(self, value, obj=None, **kwargs):
        return value.strftime("%d/%m/%Y") if isinstance(value, datetime.date) else ""


class NumberWidget(SheetWidget):
    """A number in the Vietnamese way of writing; `whole` refuses fractions."""

    def __init__(self, *, whole=False, least=None, most=None):
        super().__init__()
        self.whole, self.least, self.most = whole, least, most
        self.kind = "integer" if whole else "number"

    def read(self, value):
        parsed = parse_number(value)
        if parsed is None:
            return Read(None)
        number = parsed.value
        if self.whole and number != number.to_integral_value():
            raise BadValue(f"“{value}” phải là số nguyên.")
        if self.least is not None and number < self.least:
            raise BadValue(f"“{value}” nhỏ hơn {self.least}.")
        if self.most is not None and number > self.most:
            raise BadValue(f"“{value}” lớn hơn {self.most}.")
        doubt = f"Đọc là {shown_number(number)}; hãy kiểm tra dấu chấm, dấu phẩy." if parsed.doubtful else ""
        return Read(int(number) if self.whole else number, doubt)

    def render(self, value, obj=None, **kwargs):
        return "" if value is None else shown_number(decimal.Decimal(value))


class ChoiceWidget(SheetWidget):
    """One of a `TextChoices`, by its Vietnamese label (compared without marks), its value or another accepted name."""

    def __init__(self, choices, *, also=None):
        super().__init__()
        self.labels = dict(choices.choices)
        self.known = {fold(value): value for value in self.labels}
        self.known |= {fold(label): value for value, label in self.labels.items()}
        self.known |= {fold(name): value for name, value in (also or {}).items()}

    def read(self, value):
        text = clean(value)
        if not text:
            return Read("")
        if (found := self.known.get(fold(text))) is None:
            raise BadValue(f"Không có “{text}”. {self._hint(text)}")
        return Read(found)

    def _hint(self, text):
        """All choices when they are few, the nearest ones when they are many."""
        labels = [str(label) for label in self.labels.values()]
        if len(labels) <= FEW_CHOICES:
            return f"Hãy chọn một trong: {'; '.join(labels)}."
        by_fold = {fold(label): label for label in labels}
        near = difflib.get_close_matches(fold(text), by_fold, n=3)
        if not near:
            return "Hãy chọn một giá trị ghi ở trang nhập."
        return f"Gần giống: {'; '.join(by_fold[n] for n in near)}."

    def render(self, value, obj=None, **kwargs):
        return str(self.labels.get(value, value or ""))


class ReferenceWidget(SheetWidget):
    """A record named by its code or name. `find()` gives all candidates once per import, as {name: record}.

    A name that two records bear must be given as `AMBIGUOUS`; the person is then asked for the code.
    """

    AMBIGUOUS = object()

    def __init__(self, what, find, *, show=str):
        super().__init__()
        self.what, self.find, self.show = what, find, show
        self.known = None

    def begin(self):
        self.known = None

    def read(self, value):
        text = clean(value)
        if not text:
            return Read(None)
        if self.known is None:
            self.known = self._by_folded_name()
        found = self.known.get(text) or self.known.get(fold(text))
        if found is None:
            raise BadValue(f"Không tìm thấy {self.what} “{text}”. Hãy kiểm tra mã hoặc tên.")
        if found is self.AMBIGUOUS:
            raise BadValue(f"Có nhiều {self.what} tên “{text}”. Hãy ghi mã.")
        return Read(found)

    def _by_folded_name(self):
        """Exact names first; a form without marks that fits two records is ambiguous."""
        exact = {clean(name): record for name, record in self.find().items()}
        folded = {}
        for name, record in exact.items():
            folded[fold(name)] = record if folded.get(fold(name), record) == record else self.AMBIGUOUS
        return folded | exact

    def render(self, value, obj=None, **kwargs):
        return "" if value is None else self.show(value)


class YesNoWidget(SheetWidget):
    """x, có, đúng, 1 against blank, không, 0."""

    blank_clears = True

    def read(self, value):
        if isinstance(value, bool):
            return Read(value)
        text = fold(value)
        if text in {"", "khong", "0", "false"}:
            return Read(False)
        if text in {"x", "co", "dung", "1", "true"}:
            return Read(True)
        raise BadValue(f"Không hiểu “{clean(value)}”. Hãy ghi x hoặc để trống.")

    def render(self, value, obj=None, **kwargs):
        return "x" if value else ""


def shown_number(number):
    """1490000 as 1.490.000 and 65.2 as 65,2."""
    return f"{decimal.Decimal(number):,f}".translate(str.maketrans(",.", ".,"))


class SheetField(Field):
    """One column of an import resource, matched to an attribute of the model.

    A blank cell leaves what is stored, unless `blank_clears`; a column the file does not have changes nothing.
    """

    def __init__(self, attribute, label, *, aliases=(), required=False, widget=None, blank_clears=None, **options):
        super().__init__(attribute=attribute, widget=widget or TextWidget(), **options)
        self.label, self.aliases, self.required = label, tuple(aliases), required
        self.place = next(_places)
        self.blank_clears = self.widget.blank_clears if blank_clears is None else blank_clears

    def save(self, instance, row, is_m2m=False, **kwargs):
        """Set what was read (`SheetResource` reads each row once). Raises BadValue, which the framework collects."""
        read = row[READ][self.column_name]
        if isinstance(read, BadValue):
            raise read
        if row[ENTRY].is_blank(self.column_name) and not self.blank_clears:
            return
        setattr(instance, self.attribute, read.value)

    def column(self, key):
        return Column(key, self.label, self.aliases, self.required, self.widget.kind)

    def read(self, value):
        """The cell as a `Read`. Raises BadValue with a sentence for people."""
        if isinstance(value, str) and value in ERROR_TEXTS:
            raise BadValue(f"Ô đang báo lỗi {value}. Hãy sửa công thức trong tệp.")
        if value is None or value == "":
            if self.required:
                raise BadValue(f"Thiếu {self.label.lower()}.")
            return self.widget.read(None)
        return self.widget.read(value)
