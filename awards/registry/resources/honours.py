"""Rows of a list of awards: what each means, whom it means, and what people must look at. Writes nothing by itself.

A row is known again by kind, name, award and unit (without a unit: the workplace as written), so the same list imported
twice changes nothing. What the row does not say is taken from the headings it stands under (“II. CÁ NHÂN”) and from its own
words, and shown in the preview; nothing else is guessed, and sex never from “Ông”.
"""

import dataclasses
import datetime
import re
from collections import defaultdict

from awards.law.enums import Cause, Level, RecipientKind
from awards.law.rules import find
from awards.registry.models import Gender, Grant
from awards.registry.queries.identity import Facts, Known, name_key
from awards.registry.resources import cells
from awards.registry.services.decisions import LINE
from awards.registry.services.lists import Chooser, Line
from awards.registry.workflow import line_findings
from core.findings import blocker, warning
from core.sheets.fields import ENTRY, READ, ChoiceWidget, NumberWidget, Read, ReferenceWidget, SheetField, YesNoWidget
from core.sheets.resources import ROW, SheetResource
from core.text import BadValue, fold, title_case

PERSON, COLLECTIVE = RecipientKind.INDIVIDUAL, RecipientKind.COLLECTIVE
ORDER = (
    "name", "kind", "award", "title", "workplace", "unit", "cause", "person_class", "is_enterprise", "period", "achievement",
    "gender", "born", "digest", "record", "address",
)  # fmt: skip
OF_RECORD = {"gender": "giới tính", "born": "ngày sinh", "digest": "số định danh"}
NO_UNIT = "Chưa gắn được với đơn vị nào, nên cán bộ đơn vị sẽ không thấy dòng này."
_PARTS = re.compile(r"\s*[,;]\s*|\s+[-–]\s+|\s+thuộc\s+")
ADDRESSES = {"ong", "ba", "dong chi", "d c", "anh", "chi", "em", "chau"}
LEVELS = {level.value: level.label[0].lower() + level.label[1:] for level in Level}
SHOWN = 3  # namesakes named in one sentence


@dataclasses.dataclass(slots=True)
class Meant:
    """What a row says, together with what stands above it. `wrong` and `doubtful` are {key: sentence}."""

    name: str = ""
    kind: str = ""
    award: str = ""
    title: str = ""
    workplace: str = ""
    unit: object = None
    body: object = None
    born: object = None
    digest: str | None = None
    record: int | None = None
    wrong: dict = dataclasses.field(default_factory=dict)
    doubtful: dict = dataclasses.field(default_factory=dict)
    facts: Facts | None = None
    key: tuple | None = None  # by what the row is known again; None while the row cannot be understood

    def settle(self):
        """Once all is known: whom it means."""
        whole = isinstance(self.born, datetime.date)
        self.facts = Facts(
            self.kind, self.name, self.unit, self.workplace, self.born if whole else None, None if whole else self.born,
            self.body, self.digest, self.record,
        )  # fmt: skip
        if self.kind and self.name and self.award:
            self.key = *_base(self, self.facts.key), self.born, self.record
        return self


class HonourSheet(SheetResource):
    """The columns every list of awards may have."""

    what = "dòng khen thưởng"

    name = SheetField(
        "name", "Tên cá nhân, tập thể",
        aliases=("Họ và tên", "Họ tên", "Họ & tên", "Tên cá nhân", "Ông (bà)", "Tên tập thể", "Tên tập thể, cá nhân",
                 "Tên tập thể/cá nhân/hộ gia đình", "Tên tập thể, cá nhân, hộ gia đình", "Tên hộ gia đình",
                 "Họ và tên, tên tập thể", "Họ và tên cá nhân, tên tập thể", "Tên tập thể, họ và tên cá nhân",
                 "Tên cá nhân/tập thể", "Cá nhân, tập thể", "Tập thể, cá nhân", "Đối tượng được khen"),
        required=True,
    )  # fmt: skip
    kind = SheetField(
        "kind", "Đối tượng", aliases=("Loại đối tượng", "Cá nhân/tập thể", "Tập thể/cá nhân"), widget=cells.KindWidget()
    )
    award = SheetField(
        "award", "Danh hiệu, hình thức",
        aliases=("Danh hiệu/Hình thức", "Danh hiệu/Hình thức khen thưởng", "Hình thức khen thưởng", "Danh hiệu thi đua",
                 "Danh hiệu, hình thức khen thưởng", "Danh hiệu đề nghị", "Đề nghị khen thưởng",
                 "Hình thức đề nghị khen thưởng", "Danh hiệu", "Hình thức", "Mã hình thức khen thưởng"),
        widget=cells.AwardWidget(),
    )  # fmt: skip
    title = SheetField(
        "title",
        "Chức vụ",
        aliases=("Chức danh", "Chức vụ, đơn vị", "Chức vụ, đơn vị công tác", "Chức vụ - đơn vị công tác"),
    )
    workplace = SheetField(
        "workplace", "Nơi công tác, địa chỉ",
        aliases=("Đơn vị công tác", "Nơi công tác", "Địa chỉ", "Đơn vị, địa chỉ", "Nơi công tác/địa chỉ", "Cơ quan, đơn vị"),
    )  # fmt: skip
    unit = SheetField(
        "unit", "Đơn vị", aliases=("Mã đơn vị", "Tên đơn vị", "Đơn vị quản lý"),
        widget=ReferenceWidget("đơn vị", dict, show=lambda unit: unit.label),
    )  # fmt: skip
    cause = SheetField(
        "cause", "Loại hình", aliases=("Loại hình khen thưởng", "Phân loại khen thưởng", "Phương thức khen thưởng"),
        widget=ChoiceWidget(Cause, also=cells.CAUSES),
    )  # fmt: skip
    person_class = SheetField(
        "person_class", "Phân loại cá nhân", aliases=("Phân loại đối tượng", "Phân loại cán bộ", "Mã phân loại cán bộ"),
        widget=cells.ClassWidget(),
    )  # fmt: skip
    is_enterprise = SheetField(
        "is_enterprise", "Doanh nghiệp", aliases=("Doanh nghiệp, doanh nhân", "Là doanh nghiệp"),
        widget=YesNoWidget(), blank_clears=False,
    )  # fmt: skip
    period = SheetField("period", "Thời gian thành tích", aliases=("Thời gian", "Năm thành tích", "Năm"))
    achievement = SheetField(
        "achievement", "Thành tích", aliases=("Tóm tắt thành tích", "Trích ngang thành tích", "Nội dung thành tích")
    )
    gender = SheetField("gender", "Giới tính", aliases=("Nam/Nữ", "GT"), widget=ChoiceWidget(Gender))
    born = SheetField(
        "born", "Ngày sinh", aliases=("Năm sinh", "Ngày, tháng, năm sinh", "NS"), widget=cells.BirthWidget()
    )
    digest = SheetField(
        "digest",
        "Số định danh",
        aliases=("CCCD", "Số CCCD", "Căn cước", "Số căn cước", "CMND"),
        widget=cells.IdWidget(),
    )
    record = SheetField("record", "Mã hồ sơ", aliases=("Hồ sơ số",), widget=NumberWidget(whole=True, least=1))
    address = SheetField("address", "Tên gọi", aliases=("Tên gọi (Ông/Bà/Chức danh)", "Xưng hô"))

    class Meta(SheetResource.Meta):
        model = Grant
        import_id_fields = ["name", "award", "unit", "workplace", "born", "record"]

    def __init__(self, **context):
        super().__init__(**context)
        self.fields = {key: self.fields[key] for key in self.order()}
        for key in self.get_import_id_fields():
            self.fields[key].required = key == "name"
        self.fields["unit"].widget.find = lambda: self.units

    @classmethod
    def order(cls):
        return ORDER

    # What a row means -----------------------------------------------------------------------------------------------
    def before_import(self, dataset, **kwargs):
        super().before_import(dataset, **kwargs)
        self.units = cells.units_by_name(self.context["on"])
        self.by_fold = {}
        for name, unit in self.units.items():
            same = self.by_fold.get(fold(name), unit) == unit
            self.by_fold[fold(name)] = unit if same else ReferenceWidget.AMBIGUOUS
        self.meant, self.given, self.collected = {}, {}, []

    def meaning(self, row):
        """What a row means; worked out once."""
        line = row[ROW] if ROW in row else row[ENTRY].row
        found = self.meant.get(line.number)
        if found is None:
            found = self.meant[line.number] = self._understand(row, line).settle()
        return found

    def key_of_cells(self, row):
        meant = self.meaning(row)
        return ((self.paper_of(row), *meant.key) if meant.key else None,)

    def _understand(self, row, line):
        said = {key: self._said(key, row) for key in self.fields if row.get(key) not in (None, "")}
        meant = Meant(
            name=said.get("name") or "", title=said.get("title") or "", workplace=said.get("workplace") or "",
            unit=said.get("unit"), born=said.get("born"), digest=said.get("digest"), record=said.get("record"),
        )  # fmt: skip
        meant.award = said.get("award") or next(
            (award.code for heading in reversed(line.groups) if (award := cells.award_by_words(heading))), ""
        )
        self._settle_kind(meant, said, row, line)
        if meant.kind != PERSON and meant.title and not meant.workplace:  # one column for “chức vụ, đơn vị”
            meant.title, meant.workplace = "", meant.title
        if meant.kind == PERSON:
            meant.name = title_case(cells.split_person(meant.name)[0])
        if meant.unit is None and meant.name:
            self._settle_unit(meant)
        if meant.kind == COLLECTIVE:
            meant.body = self._unit_called(meant.name)
            meant.unit = meant.unit or meant.body
        return meant

    def _said(self, key, row):
        try:
            return self.fields[key].read(row[key]).value
        except BadValue:
            return None

    def _settle_kind(self, meant, said, row, line):
        """The column, the heading above, how the name is written, or the award itself when it goes to one kind only."""
        column = said.get("kind") or cells.KINDS.get(fold(row.get("person_class") or ""), "")
        heading = next((kind for text in reversed(line.groups) if (kind := cells.kind_of_heading(text))), "")
        if column and heading and column != heading:
            meant.wrong["kind"] = (
                f"Dòng ghi “{RecipientKind(column).label}” nhưng nằm dưới nhóm “{RecipientKind(heading).label}”."
            )
        meant.kind = column or heading
        if not meant.kind and cells.is_household(meant.name):
            meant.kind = RecipientKind.HOUSEHOLD
        if not meant.kind and (cells.split_person(meant.name)[1] or fold(said.get("address") or "") in ADDRESSES):
            meant.kind = PERSON
        if not meant.kind and meant.award and len(subjects := find(meant.award).subjects) == 1:
            (meant.kind,) = subjects

    def _settle_unit(self, meant):
        """The unit the words name as a whole; when only a part of them does, people must look."""
        for key in ("workplace", "title"):
            text = getattr(meant, key)
            if not text:
                continue
            if unit := self._unit_called(text):
                meant.unit = unit
                return
            for part in reversed(_PARTS.split(text)):
                if unit := self._unit_called(part):
                    meant.unit = unit
                    meant.doubtful[key] = f"Gắn với đơn vị {unit.label}; hãy kiểm tra."
                    return

    def _unit_called(self, text):
        found = self.by_fold.get(fold(text))
        return None if found is ReferenceWidget.AMBIGUOUS else found

    # What the framework calls ---------------------------------------------------------------------------------------
    def before_import_row(self, row, **kwargs):
        super().before_import_row(row, **kwargs)
        entry, meant = row[ENTRY], self.meaning(row)
        if entry.values.get("title") and not meant.title:
            entry.told["title"] = f"Ghi vào nơi công tác: {meant.workplace}."
        for key in ("name", "kind", "award", "title", "workplace", "unit"):
            if key not in entry.errors:
                entry.values[key] = getattr(meant, key)
                if key in row:
                    row[READ][key] = Read(getattr(meant, key))
        row.pop("address", None)  # it only helps to understand the row

    def init_instance(self, row=None):
        made = Grant()
        made.gender, made.born, made.digest, made.record, made.address = "", None, None, None, ""
        return made

    def after_init_instance(self, instance, new, row, **kwargs):
        entry = row[ENTRY]
        known = entry.before.get("born") if entry.before else getattr(instance, "born", None)
        if not new and isinstance(known, datetime.date) and entry.values.get("born") == known.year:
            row.pop("born")
            del entry.values["born"]  # the year agrees with the birthday on record
        super().after_init_instance(instance, new, row, **kwargs)

    def stored(self, keys):
        """The lines each row may be, not those of somebody else of the same name."""
        self.known = Known(meant.facts for meant in self.meant.values() if meant.key)
        self.chooser = Chooser((), at=None, known=self.known)
        self.held, by_base = set(), defaultdict(list)
        for paper, grant in self.stored_grants(keys):
            self.held.add((paper, grant.recipient_id, grant.award))
            by_base[paper, *_base(grant, name_key(grant.kind, grant.name))].append(_dressed(grant))
        found = {}
        for (key,) in keys:
            *base, born, record = key
            found[key,] = [one for one in by_base.get(tuple(base), ()) if _fits(one.recipient, born, record)]
        return found

    # What people must know ------------------------------------------------------------------------------------------
    def check(self, instance, entry):
        meant = self.meaning({ENTRY: entry})
        yield from (blocker(self._at(key, entry), text) for key, text in meant.wrong.items())
        if not meant.kind:
            words = "Chưa rõ là cá nhân, tập thể hay hộ gia đình. Hãy ghi cột Đối tượng, hoặc đặt dưới dòng nhóm."
            yield blocker(self._at("kind", entry), words)
        if not meant.award:
            yield blocker(self._at("award", entry), "Thiếu danh hiệu, hình thức khen thưởng.")
        if meant.wrong or not meant.key:
            return
        instance.kind, instance.award, instance.name = meant.kind, meant.award, meant.name
        yield from self.check_paper(entry, meant)
        if not entry.new:
            yield from self._check_record(entry)
            return
        yield from self._check_whom(entry, meant)
        yield from self._check_law(instance, entry, meant)
        yield from (warning(self._at(key, entry), text) for key, text in meant.doubtful.items())
        if meant.unit is None:
            yield warning(self._at("workplace", entry), NO_UNIT)

    def check_paper(self, entry, meant):
        """Findings about the decision the row belongs to."""
        return []

    def _check_whom(self, entry, meant):
        others = [] if meant.record else self._namesakes(meant)
        if meant.record and (known := self.known.record(meant.record)) is None:
            yield blocker("record", f"Không có hồ sơ số {meant.record}.")
            return
        if meant.record and known.kind != meant.kind:
            yield blocker("record", f"Hồ sơ số {meant.record} là {known.get_kind_display().lower()}.")
            return
        line = self.line_of(entry, meant)
        one = self.chooser.choose(line)
        paper = self.paper_of({ENTRY: entry})
        if one.pk and (paper, one.pk, meant.award) in self.held:
            yield blocker("name", f"Quyết định đã ghi hình thức này cho {one.name}, {_described(one)}.")
        before = self.given.setdefault((paper, id(one), meant.award), entry.number)
        if before != entry.number:
            yield blocker("name", f"Trùng với dòng {before} của tệp này: cùng người, cùng hình thức.")
        first = self.given.setdefault(id(one), entry.number)
        if one.pk:
            entry.told["name"] = f"Đã có trong sổ: {one.name}, {_described(one)}."
        elif first != entry.number:
            entry.told["name"] = f"Cùng hồ sơ với dòng {first}."
        if others:
            yield warning("name", self._asked(others))

    def _namesakes(self, meant):
        """Others of this name. Two sections called “Phòng Tổ chức” are nothing strange, two people are."""
        if meant.kind != PERSON and len(self.known.same_as(meant.facts)) < 2:
            return []
        return self.known.namesakes(meant.facts)

    def _asked(self, others):
        named = [
            f"{_described(one)} (hồ sơ {one.pk})" if one.pk else f"dòng {self.given.get(id(one), '?')}"
            for one in others[:SHOWN]
        ]
        more = f" và {len(others) - SHOWN} hồ sơ nữa" if len(others) > SHOWN else ""
        return f"Trùng tên với {'; '.join(named)}{more}. Nếu là một, hãy ghi cột Mã hồ sơ."

    def _check_law(self, instance, entry, meant):
        decided_on, level = self.decided(entry)
        for finding in line_findings(instance, decided_on):
            yield dataclasses.replace(finding, code=self._at("award", entry))
        award = find(meant.award)
        if level and award.level != level:
            yield warning(
                self._at("award", entry),
                f"“{award.name}” thuộc {LEVELS[award.level]}, quyết định ghi {LEVELS[level]}.",
            )

    def _check_record(self, entry):
        for key, noun in OF_RECORD.items():
            before, _ = entry.changed.get(key, (None, None))
            if before:
                yield blocker(key, f"Hồ sơ đang ghi {noun} khác. Hãy sửa ở trang hồ sơ.")

    def _at(self, key, entry):
        """The column meant, or the whole row when the file has no such column."""
        return key if key in entry.raw else ""

    # What goes to the services --------------------------------------------------------------------------------------
    def line_of(self, entry, meant):
        """The row as a `Line`."""
        values = entry.values
        line = {key: values[key] for key in LINE if values.get(key) not in (None, "")}
        line |= {"award": meant.award, "name": meant.name, "unit": meant.unit}
        fields = {
            "kind": meant.kind, "name": meant.name, "gender": values.get("gender") or "", "born_on": meant.facts.born_on,
            "birth_year": meant.facts.birth_year, "title": meant.title, "workplace": meant.workplace, "unit": meant.unit,
            "body": meant.body, "is_enterprise": bool(values.get("is_enterprise")), "id_digest": meant.digest,
        }  # fmt: skip
        return Line(meant.facts, fields, line)

    def create(self, entry, *, by, at):
        self.collected.append((entry, self.line_of(entry, self.meaning({ENTRY: entry}))))


def _base(line, key):
    """By what a row or a stored line is known: key of the name, kind, award, and unit or workplace."""
    return key, line.kind, line.award, f"#{line.unit.pk}" if line.unit else fold(line.workplace)


def _dressed(grant):
    """A stored line with the columns that are its recipient's."""
    one = grant.recipient
    grant.gender, grant.born, grant.digest = one.gender, one.born_on or one.birth_year, one.id_digest
    grant.record, grant.address = one.pk, ""
    return grant


def record_fields(values):
    """The columns that are the recipient's, as fields of the record; the digest is all that is kept of an ID number."""
    fields = {"gender": values["gender"]} if "gender" in values else {}
    if "born" in values:
        fields["born_on" if isinstance(values["born"], datetime.date) else "birth_year"] = values["born"]
    if "digest" in values:
        fields["id_digest"] = values["digest"]
    return fields


def _fits(one, born, record):
    if record:
        return one.pk == record
    year = born.year if isinstance(born, datetime.date) else born
    known = one.born_on.year if one.born_on else one.birth_year
    if isinstance(born, datetime.date) and one.born_on and born != one.born_on:
        return False
    return not (year and known and year != known)


def _described(one):
    """What tells a record from its namesakes."""
    where = one.workplace or (one.unit.label if one.unit else "")
    born = one.born_on.year if one.born_on else one.birth_year
    return ", ".join(filter(None, (one.title, where, f"sinh {born}" if born else ""))) or "chưa rõ nơi công tác"
