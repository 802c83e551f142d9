"""Import of score sheets: a row is one criterion of one sheet. One sheet for a unit, or all sheets of a cluster's year."""

import dataclasses
from collections import defaultdict

from clusters.enums import CriterionKind, Grade
from clusters.models import ScoreLine, ScoreSheet
from clusters.permissions.score_sheets import stage_to_write
from clusters.queries.lists import whole
from clusters.queries.score_sheets import codes_of
from clusters.queries.sheet_drafts import draft_of
from clusters.rules import entries
from clusters.rules.entries import Entry
from clusters.services import score_sheets as services
from core.findings import blocker
from core.sheets.fields import ChoiceWidget, LinesWidget, NumberWidget, ReferenceWidget, SheetField, YesNoWidget
from core.sheets.imports import register_sheet
from core.sheets.resources import SheetResource

VALUES = ("not_applicable", "plan", "actual", "grade", "points", "times", "reason")
OFFERED = {
    "not_applicable": "applies",
    "plan": "plan",
    "actual": "actual",
    "grade": "grade",
    "points": "points",
    "times": "times",
    "reason": "reason",
}  # column → field of an entry


class Lines(SheetResource):
    """What both imports share. Drafts of the sheets are read once a run; each sheet is saved once, all its rows together."""

    what = "dòng điểm"

    criterion = SheetField(
        "code", "Mã", aliases=("Mã tiêu chí", "Số tiêu chí"), required=True,
        widget=ReferenceWidget("tiêu chí trong bảng điểm", dict),
    )  # fmt: skip
    not_applicable = SheetField("not_applicable", "Không áp dụng", widget=YesNoWidget())
    plan = SheetField("plan", "Kế hoạch", aliases=("Số kế hoạch",), widget=NumberWidget())
    actual = SheetField("actual", "Thực hiện", aliases=("Số thực hiện", "Kết quả"), widget=NumberWidget())
    grade = SheetField("grade", "Xếp loại", aliases=("Loại",), widget=ChoiceWidget(Grade))
    points = SheetField("points", "Điểm chấm", aliases=("Điểm",), widget=NumberWidget())
    times = SheetField("times", "Số lần", widget=NumberWidget(whole=True, least=0, most=entries.MOST_TIMES))
    reason = SheetField(
        "reason", "Giải trình, lý do", aliases=("Giải trình", "Lý do", "Lý do sửa"), widget=LinesWidget()
    )

    class Meta(SheetResource.Meta):
        model = ScoreLine

    # The sheets of this import --------------------------------------------------------------------------------------
    def sheets(self):
        raise NotImplementedError

    def begin(self):
        """Drafts of all sheets, and the codes of their criteria."""
        if "drafts" in self.__dict__:
            return
        self.drafts, self.stages, self.by_code = {}, {}, {}
        for sheet in self.sheets():
            stage = stage_to_write(self.context["by"], sheet)
            draft = draft_of(sheet, stage or "self")
            self.drafts[sheet.pk], self.stages[sheet.pk] = draft, stage
            codes = codes_of(draft.scored.criteria)
            self.by_code[sheet.pk] = {codes[line.criterion_id]: line for line in draft.lines}

    def codes(self):
        """dict code or unique name → code, over all sheets."""
        self.begin()
        found, names = {}, defaultdict(set)
        for lines in self.by_code.values():
            for code, line in lines.items():
                found[code] = code
                names[line.criterion.name].add(code)
        return {name: next(iter(codes)) for name, codes in names.items() if len(codes) == 1} | found

    def sheet_of(self, key):
        raise NotImplementedError

    # The framework --------------------------------------------------------------------------------------------------
    def before_import(self, dataset, **kwargs):
        self.__dict__.pop("drafts", None)
        self.begin()
        self.collected = defaultdict(dict)
        super().before_import(dataset, **kwargs)

    def init_instance(self, row=None):
        made = ScoreLine()
        for name in ("member", "code", *VALUES):
            setattr(made, name, None)
        return made

    def stored(self, keys):
        self.begin()
        found = defaultdict(list)
        for key in keys:
            sheet_id = self.sheet_of(key)
            line = self.by_code.get(sheet_id, {}).get(key[-1])
            if line is not None:
                self._show(line, key, self.drafts[sheet_id].stored[line.pk])
                found[key].append(line)
        return found

    def _show(self, line, key, entry):
        line.member, line.code, line.not_applicable = key[0], key[-1], not entry.applies
        for name in ("plan", "actual", "grade", "points", "times", "reason"):
            setattr(line, name, getattr(entry, name))

    def check(self, instance, entry):
        if entry.new:
            yield blocker("criterion", "Tiêu chí này không có trong phiếu của đơn vị.")
            return
        draft, stage = self.drafts[instance.sheet_id], self.stages[instance.sheet_id]
        if stage is None:
            label = draft.sheet.outside_state.label
            yield blocker("criterion", f"Phiếu đang “{label}” nên bạn không sửa được dòng này.")
            return
        said, criterion = self._entry(instance), instance.criterion
        for column in set(entry.changed) - {"reason"}:
            if OFFERED[column] not in entries.fields_of(criterion) and getattr(instance, column) not in (
                None,
                "",
                False,
            ):
                yield blocker(column, f"Tiêu chí này không ghi ở cột này ({_where(criterion)}).")
        asked = {"stage": stage, "before": draft.before[instance.pk], "shares": draft.scored.table.shares}
        for field, text in entries.problems(criterion, said, **asked):
            column = "not_applicable" if field == "applies" else field
            yield blocker(column if column in entry.raw else "criterion", text)

    def _entry(self, instance):
        values = {name: getattr(instance, name) for name in ("plan", "actual", "grade", "points", "times", "reason")}
        return Entry(
            applies=not instance.not_applicable,
            **values | {"grade": values["grade"] or "", "reason": values["reason"] or ""},
        )

    def save_instance(self, instance, is_create, row, **kwargs):
        """Kept until all rows are read: one service call a sheet, not one a row."""
        if not kwargs.get("dry_run"):
            said = dataclasses.asdict(self._entry(instance))
            self.collected[instance.sheet_id][instance.pk] = {
                name: said[name] for name in entries.fields_of(instance.criterion)
            }

    def apply(self, table, *, by, at):
        found = super().apply(table, by=by, at=at)
        for sheet_id, mine in self.collected.items():
            services.save_scores(self.drafts[sheet_id].sheet, mine=mine, by=by, at=at)
        return found

    @staticmethod
    def _readable(by, **where):
        """The sheets this person may read, with their years as rights want them."""
        sheets = list(ScoreSheet.objects.visible_to(by).filter(**where).whole().in_order())
        model = type(sheets[0].year) if sheets else None
        years = (
            {year.pk: year for year in whole(model.objects.filter(pk__in={s.year_id for s in sheets}))}
            if sheets
            else {}
        )
        for sheet in sheets:
            sheet.year = sheet.membership.year = years[sheet.year_id]
        return sheets


def _where(criterion):
    """Which columns this criterion is written in."""
    names = [entries.LABELS[name].lower() for name in entries.fields_of(criterion) if name not in ("applies", "reason")]
    kind = CriterionKind(criterion.kind).label.lower()
    return f"{kind}: ghi ở {', '.join(names)}"


@register_sheet
class OneSheet(Lines):
    """The lines of one sheet (`sheet_id` of the context), known by the code of the criterion."""

    help = (
        "Mỗi dòng một tiêu chí của phiếu này, nhận ra theo mã. Hãy xuất phiếu ra Excel, điền rồi nhập lại; ô để trống "
        "giữ nguyên điều đang lưu."
    )

    class Meta(Lines.Meta):
        import_id_fields = ["criterion"]

    def __init__(self, **context):
        super().__init__(**context)
        self.fields["criterion"].widget.find = self.codes

    @classmethod
    def opened(cls, *, by, on, scope):
        return cls(by=by, on=on, sheet_id=int(scope))

    def sheets(self):
        return self._readable(self.context["by"], pk=self.context["sheet_id"])

    def sheet_of(self, key):
        return self.context["sheet_id"]


@register_sheet
class AllSheets(Lines):
    """The lines of all sheets of a cluster's year (`year_id`) this person may read, known by member and code."""

    help = (
        "Mỗi dòng một tiêu chí của một đơn vị, nhận ra theo đơn vị và mã. Chỉ những phiếu đang ở bước của bạn mới sửa "
        "được; ô để trống giữ nguyên điều đang lưu. Tệp xuất từ trang “Phiếu chấm” nhập lại được."
    )

    member = SheetField(
        "member", "Đơn vị", aliases=("Tên đơn vị", "Đơn vị thành viên"), required=True,
        widget=ReferenceWidget("đơn vị có phiếu", dict, show=str),
    )  # fmt: skip

    class Meta(Lines.Meta):
        import_id_fields = ["member", "criterion"]

    def __init__(self, **context):
        super().__init__(**context)
        self.fields = {"member": self.fields["member"], **self.fields}
        self.fields["criterion"].widget.find = self.codes
        self.fields["member"].widget.find = self._members

    @classmethod
    def opened(cls, *, by, on, scope):
        return cls(by=by, on=on, year_id=int(scope))

    def sheets(self):
        return self._readable(self.context["by"], year=self.context["year_id"])

    def _members(self):
        self.begin()
        found = {}
        for draft in self.drafts.values():
            body = draft.sheet.membership.body
            for name in dict.fromkeys([body.name, body.short_name, *body.other_names]):
                if name:
                    same = found.get(name, draft.sheet.membership) == draft.sheet.membership
                    found[name] = draft.sheet.membership if same else ReferenceWidget.AMBIGUOUS
        return found

    def sheet_of(self, key):
        self.begin()
        return next((pk for pk, draft in self.drafts.items() if draft.sheet.membership == key[0]), None)
