"""Import of criteria into a draft score table: a row is one criterion, known by the symbol of its group and its number."""

from clusters.enums import CriterionKind, FactKind, Scorer
from clusters.models import Criterion, ScoreTable
from clusters.services import score_tables as services
from core.findings import blocker, warning
from core.sheets.fields import ChoiceWidget, LinesWidget, NumberWidget, SheetField, YesNoWidget
from core.sheets.imports import register_sheet
from core.sheets.resources import SheetResource

ALSO_KINDS = {
    "Định lượng": CriterionKind.HIGHER,
    "Càng cao càng tốt": CriterionKind.HIGHER,
    "Càng thấp càng tốt": CriterionKind.LOWER,
    "Định tính": CriterionKind.GRADED,
    "Xếp loại A–D": CriterionKind.GRADED,
    "Điểm trừ": CriterionKind.PENALTY,
}
ALSO_SCORERS = {"Đơn vị": Scorer.MEMBER, "Tự chấm": Scorer.MEMBER, "Ban TĐKT": Scorer.STANDING}
LEFT_OUT = "group", "group_name"


@register_sheet
class CriterionSheet(SheetResource):
    """Criteria of one table (`table` of the context). New rows are added at the end, changed ones rewritten, none removed."""

    what = "tiêu chí"
    help = (
        "Mỗi dòng một tiêu chí, nhận ra theo ký hiệu nhóm và số. Dòng mới được thêm vào cuối nhóm, dòng đã có được sửa; "
        "tiêu chí không có trong tệp vẫn giữ nguyên. Tệp xuất ra từ bảng điểm nhập lại được."
    )

    group = SheetField("symbol", "Ký hiệu nhóm", aliases=("Ký hiệu", "Mục"), required=True)
    group_name = SheetField("group_name", "Nhóm tiêu chí", aliases=("Nhóm", "Tên nhóm"))
    number = SheetField("number", "Số", aliases=("Số tiêu chí",), required=True)
    name = SheetField("name", "Tiêu chí", aliases=("Tên tiêu chí", "Nội dung tiêu chí"), required=True)
    kind = SheetField(
        "kind", "Cách tính", aliases=("Loại",), required=True, widget=ChoiceWidget(CriterionKind, also=ALSO_KINDS)
    )
    measure = SheetField("measure", "Đơn vị tính", aliases=("ĐVT",))
    maximum = SheetField(
        "maximum", "Điểm tối đa", aliases=("Điểm", "Điểm chuẩn"), required=True, widget=NumberWidget(most=10_000)
    )
    scorer = SheetField("scorer", "Ai chấm", widget=ChoiceWidget(Scorer, also=ALSO_SCORERS))
    rewards_over = SheetField("rewards_over", "Thưởng vượt", widget=YesNoWidget())
    bars = SheetField("bars", "Không được suy tôn", widget=YesNoWidget())
    fact = SheetField("fact", "Số liệu có sẵn", widget=ChoiceWidget(FactKind))
    note = SheetField("note", "Hướng dẫn", aliases=("Ghi chú",), widget=LinesWidget())

    class Meta(SheetResource.Meta):
        model = Criterion
        import_id_fields = ["group", "number"]

    @classmethod
    def opened(cls, *, by, on, scope):
        return cls(by=by, on=on, table=ScoreTable.objects.select_related("year__cluster").get(pk=int(scope)))

    def get_queryset(self):
        return Criterion.objects.filter(group__table=self.context["table"]).select_related("group")

    def init_instance(self, row=None):
        made = Criterion()
        made.symbol = made.group_name = ""
        return made

    def stored(self, keys):
        """Every criterion of the table under its symbol and number."""
        found = {}
        for one in self.get_queryset().order_by("pk"):
            one.symbol, one.group_name = one.group.symbol, one.group.name
            found.setdefault((one.group.symbol, one.number), []).append(one)
        return {key: found[key] for key in keys if key in found}

    def before_import(self, dataset, **kwargs):
        super().before_import(dataset, **kwargs)
        self.names = dict(self.context["table"].groups.order_by("pk").values_list("symbol", "name"))

    def check(self, instance, entry):
        values = entry.values
        symbol, called = values["group"], values.get("group_name") or ""
        if len(symbol) > 10:
            yield blocker("group", "Ký hiệu nhóm dài quá 10 ký tự, ví dụ I, II, III.")
        if symbol not in self.names:
            if not called:
                yield blocker("group_name", f"Nhóm {symbol} chưa có trong bảng. Hãy ghi tên nhóm.")
            self.names[symbol] = called
        elif called and called != self.names[symbol]:
            yield warning("group_name", f"Nhóm {symbol} mang tên “{self.names[symbol]}”; tên trong tệp được bỏ qua.")
        if len(called) > 300:
            yield blocker("group_name", "Tên nhóm dài quá 300 ký tự.")
        if values.get("maximum") is not None and values["maximum"] <= 0:
            yield blocker("maximum", "Điểm tối đa, hoặc điểm trừ mỗi lần, phải lớn hơn 0.")
        kind = values.get("kind") or instance.kind
        if values.get("bars") and kind != CriterionKind.PENALTY:
            yield blocker("bars", "Chỉ điểm trừ mới có thể làm mất quyền được suy tôn.")
        if values.get("rewards_over") and kind not in (CriterionKind.HIGHER, CriterionKind.LOWER):
            yield blocker("rewards_over", "Chỉ tiêu chí định lượng mới có phần vượt kế hoạch.")

    def create(self, entry, *, by, at):
        table = ScoreTable.objects.select_related("year__cluster").get(pk=self.context["table"].pk)
        symbol = entry.values["group"]
        group = table.groups.filter(symbol=symbol).order_by("pk").first()
        if group is None:
            group = services.add_group(table, symbol=symbol, name=entry.values["group_name"], by=by, at=at)
        group.table = table
        fields = {name: entry.values.get(name) for name in services.CRITERION}
        fields |= {name: fields[name] or "" for name in ("measure", "fact", "note")}
        fields |= {name: bool(fields[name]) for name in ("rewards_over", "bars")}
        services.add_criterion(group, values=fields | {"scorer": fields["scorer"] or Scorer.MEMBER}, by=by, at=at)

    def update(self, stored, entry, *, by, at):
        changes = {key: new for key, (_, new) in entry.changed.items() if key not in LEFT_OUT}
        if changes:
            values = {name: getattr(stored, name) for name in services.CRITERION} | changes
            services.update_criterion(stored, seen=None, group=stored.group, values=values, by=by, at=at)
