"""Import of members of a year: a row is one unit in one cluster. Rows become calls of the services."""

from collections import Counter, defaultdict

from clusters.enums import MemberRole
from clusters.models import ClusterYear, Membership, OutsideUnit
from clusters.models.members import MOST_DEPUTIES
from clusters.services import members as services
from core.findings import blocker, warning
from core.sheets.fields import ChoiceWidget, DateWidget, NumberWidget, ReferenceWidget, SheetField
from core.sheets.imports import register_sheet
from core.sheets.resources import SheetResource
from units.models import Unit

ORDER = ("cluster", "seat", "member", "role", "joined_on", "left_on", "left_reason")
ALSO = {
    "Trưởng khối": MemberRole.HEAD,
    "Cụm trưởng": MemberRole.HEAD,
    "Phó khối": MemberRole.DEPUTY,
    "Phó trưởng khối": MemberRole.DEPUTY,
    "Cụm phó": MemberRole.DEPUTY,
}


def bodies(on):
    """dict name → unit or outside unit: codes, names and spellings; a name two of them bear is ambiguous."""
    found = {}
    for body in [*Unit.objects.in_force(on).in_order(), *OutsideUnit.objects.order_by("pk")]:
        other = [body.code, body.name, body.short_name, *body.other_names] if isinstance(body, Unit) else [body.name]
        for name in dict.fromkeys(other):
            if name:
                found[name] = body if found.get(name, body) == body else ReferenceWidget.AMBIGUOUS
    return found


@register_sheet
class MemberSheet(SheetResource):
    """Members of the clusters of one year (`year` of the context), known by cluster and unit.

    New rows add members; changed ones give a role, a seat, or the day of leaving. Who left is not taken back by a sheet.
    """

    what = "thành viên"
    help = (
        "Mỗi dòng một đơn vị trong một cụm, khối của năm. Cụm, khối phải có sẵn. Dòng mới là thêm thành viên; dòng đã có "
        "là đổi vai trò, thứ tự hoặc ghi ngày rời. Tệp xuất ra từ danh sách nhập lại được."
    )

    cluster = SheetField(
        "year",
        "Cụm, khối",
        aliases=("Cụm", "Khối", "Cụm khối", "Khối thi đua", "Cụm thi đua", "Cụm, khối thi đua"),
        required=True,
        widget=ReferenceWidget("cụm, khối", dict, show=lambda year: year.cluster.name),
    )
    seat = SheetField(
        "seat", "Thứ tự", aliases=("Số thứ tự trong khối",), widget=NumberWidget(whole=True, least=1, most=999)
    )
    member = SheetField(
        "member",
        "Đơn vị",
        aliases=("Tên đơn vị", "Thành viên", "Đơn vị thành viên"),
        required=True,
        widget=ReferenceWidget("đơn vị", dict, show=lambda body: body.label),
    )
    role = SheetField("role", "Vai trò", widget=ChoiceWidget(MemberRole, also=ALSO))
    joined_on = SheetField("joined_on", "Từ ngày", widget=DateWidget())
    left_on = SheetField("left_on", "Đến hết ngày", aliases=("Ngày rời",), widget=DateWidget())
    left_reason = SheetField("left_reason", "Lý do rời", aliases=("Lý do",))

    class Meta(SheetResource.Meta):
        model = Membership
        import_id_fields = ["cluster", "member"]

    def __init__(self, **context):
        super().__init__(**context)
        self.fields = {key: self.fields[key] for key in ORDER}
        self.fields["cluster"].widget.find = self._clusters
        self.fields["member"].widget.find = lambda: bodies(self.context["on"])

    @classmethod
    def opened(cls, *, by, on, scope):
        return cls(by=by, on=on, year=int(scope))

    def _clusters(self):
        years = ClusterYear.objects.for_year(self.context["year"]).select_related("cluster").in_order()
        return {year.cluster.name: year for year in years}

    def get_queryset(self):
        return Membership.objects.filter(calendar_year=self.context["year"]).select_related(
            "unit", "outside", "year__cluster"
        )

    def before_import(self, dataset, **kwargs):
        super().before_import(dataset, **kwargs)
        self.roles, self.elsewhere, self.first_in = Counter(), {}, {}
        self.heads = {}
        for one in self.get_queryset().staying().order_by("pk"):
            if one.in_province:
                self.elsewhere[one.unit_id] = one.year
            if one.role == MemberRole.HEAD:
                self.heads[one.year_id] = one

    def init_instance(self, row=None):
        made = Membership()
        made.member = None
        return made

    def stored(self, keys):
        """The newest membership of each unit in each cluster, ended ones included."""
        found = defaultdict(list)
        years = {year.pk for year, _ in keys}
        newest = {}
        for one in self.get_queryset().filter(year__in=years).order_by("pk"):
            one.member = one.body
            newest[one.year_id, one.body] = one
        for year, body in keys:
            if one := newest.get((year.pk, body)):
                found[year, body].append(one)
        return found

    def check(self, instance, entry):
        values, year, body = entry.values, entry.values["cluster"], entry.values["member"]
        if not year.is_open:
            yield blocker("cluster", f"{year} đã tổng kết, không sửa được.")
        first = self.first_in.setdefault(body, (year, entry.number)) if not year.cluster.is_inter else (year, 0)
        if first[0] != year:
            yield blocker("member", f"Dòng {first[1]} đã ghi đơn vị này ở {first[0].cluster.name}.")
        if values.get("left_on") and not values.get("left_reason"):
            yield blocker("left_reason", "Cần nêu lý do rời.")
        yield from self._check_role(year, instance, entry)
        if entry.new:
            yield from self._check_new(year, body)
        elif entry.before["left_on"] and entry.changed:
            yield blocker("member", "Đơn vị đã rời; muốn đưa vào lại, hãy thêm ở trang thành viên.")
        elif "joined_on" in entry.changed:
            yield blocker("joined_on", "Ngày vào không đổi được qua Excel.")

    def _check_role(self, year, instance, entry):
        role = entry.values.get("role")
        if not role or entry.values.get("left_on"):
            return
        self.roles[year.pk, role] += 1
        if role == MemberRole.HEAD and self.roles[year.pk, role] > 1:
            yield blocker("role", f"Tệp ghi hai trưởng của {year.cluster.name}.")
        if role == MemberRole.DEPUTY and self.roles[year.pk, role] > MOST_DEPUTIES:
            yield blocker("role", f"Mỗi {year.cluster.noun} có tối đa {MOST_DEPUTIES} phó.")
        head = self.heads.get(year.pk)
        if role == MemberRole.HEAD and head and head.pk != instance.pk:
            yield warning("role", f"Sẽ thay {head.body.label} làm trưởng.")

    def _check_new(self, year, body):
        if isinstance(body, OutsideUnit) and not year.cluster.is_inter:
            yield blocker("member", "Đơn vị ngoài tỉnh chỉ tham gia cụm giữa các tỉnh.")
        if isinstance(body, Unit) and not year.cluster.is_inter and (other := self.elsewhere.get(body.pk)):
            yield blocker("member", f"Đơn vị đang ở {other.cluster.name} năm {other.year}.")

    def create(self, entry, *, by, at):
        values = entry.values
        year = values["cluster"]
        made, _ = services.add_member(
            year, body=values["member"], joined_on=values.get("joined_on") or year.first_day, by=by, at=at
        )
        self._bring(made, entry.filled, by=by, at=at)

    def update(self, stored, entry, *, by, at):
        self._bring(stored, {key: new for key, (_, new) in entry.changed.items()}, by=by, at=at)

    def _bring(self, membership, changes, *, by, at):
        if changes.get("seat"):
            services.set_seat(membership, seat=changes["seat"], by=by, at=at)
        if changes.get("role"):
            services.set_role(membership, role=changes["role"], by=by, at=at)
        if changes.get("left_on"):
            services.remove_member(
                membership, left_on=changes["left_on"], reason=changes.get("left_reason") or "", by=by, at=at
            )
