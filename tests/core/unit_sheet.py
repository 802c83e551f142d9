"""A real import for the proofs: units by code, through the services of the app; and its page."""

from django.urls import include, path, reverse

from core import clock
from core.findings import blocker, warning
from core.sheets.fields import ChoiceWidget, DateWidget, ReferenceWidget, SheetField
from core.sheets.imports import register_sheet
from core.sheets.pages import import_page
from core.sheets.resources import SheetResource
from units.enums import UnitKind
from units.models import Unit
from units.services import units as services


def unit_names():
    names = {}
    for unit in Unit.objects.order_by("pk"):
        for name in {unit.name, unit.code} - {""}:
            names[name] = ReferenceWidget.AMBIGUOUS if name in names else unit
    return names


@register_sheet
class UnitsByCode(SheetResource):
    what, help = "đơn vị", "Mỗi dòng một đơn vị, nhận ra theo mã."

    code = SheetField("code", "Mã", aliases=("Mã đơn vị",))
    name = SheetField("name", "Tên đơn vị", aliases=("Đơn vị",), required=True)
    kind = SheetField("kind", "Loại", required=True, widget=ChoiceWidget(UnitKind, also={"Sở": UnitKind.DEPARTMENT}))
    parent = SheetField("parent", "Cấp trên", widget=ReferenceWidget("đơn vị", unit_names))
    symbol = SheetField("symbol", "Ký hiệu")
    valid_from = SheetField("valid_from", "Từ ngày", widget=DateWidget())

    class Meta(SheetResource.Meta):
        model = Unit
        import_id_fields = ["code"]

    def get_queryset(self):
        return Unit.objects.select_related("parent")

    def check(self, instance, entry):
        if "valid_from" in entry.changed:
            yield blocker("valid_from", "Ngày bắt đầu không đổi được qua Excel.")
        if "name" in entry.changed:
            yield warning("name", "Được ghi là sửa lỗi gõ.")
        if entry.group == "GIẢI THỂ":
            yield blocker("", "Đơn vị giải thể phải ghi bằng sự kiện.")

    def create(self, entry, *, by, at):
        filled = entry.filled
        on = filled.pop("valid_from", clock.today())
        services.create_unit(services.NewUnit(**filled), on=on, by=by, at=at)

    def update(self, stored, entry, *, by, at):
        changes = {key: new for key, (_, new) in entry.changed.items()}
        services.correct_unit(stored, changes=changes, reason="Nhập từ Excel", by=by, at=at)


def page_view(request):
    crumbs = [("Đơn vị", reverse("units:unit-list"))]
    return import_page(request, UnitsByCode(), title="Nhập đơn vị", done_to="trial-import", extra={"crumbs": crumbs})


def other_page_view(request):
    return import_page(request, UnitsByCode(), title="Nhập khác", done_to="units:unit-list", scope="khac")


urlpatterns = [
    path("thu-nhap/", page_view, name="trial-import"),
    path("thu-nhap-khac/", other_page_view, name="other-trial-import"),
    path("", include("config.urls")),
]
