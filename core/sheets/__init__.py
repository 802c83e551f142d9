"""Excel and CSV, in and out.

Reading: `read_book` tells what a file is and reads it whole (`guard`, `books`); `find_table` finds header and rows
(`tables`). Importing: fields with typed widgets (`fields`) in a `SheetResource` (`resources`) give a preview cell by
cell (`previews`); the file waits in an `ImportDraft` and is applied once, in one transaction (`imports`), a long one by a
worker that says how far it is (`progress`); `import_page` is the whole page (`pages`). Writing: `export_xlsx`,
`export_csv`, `sheet_attachment` (`exports`, `pages`).

A new import is a resource, which the app loads when it is ready, and a view. In `units/resources.py`::

    @register_sheet
    class UnitSheet(SheetResource):
        what, help = "đơn vị", "Mỗi dòng một đơn vị, nhận ra theo mã."

        code = SheetField("code", "Mã", aliases=("Mã đơn vị",))
        name = SheetField("name", "Tên đơn vị", aliases=("Đơn vị", "Tên"), required=True)
        kind = SheetField("kind", "Loại", widget=ChoiceWidget(UnitKind))
        parent = SheetField("parent", "Đơn vị cấp trên", widget=ReferenceWidget("đơn vị", unit_names))
        valid_from = SheetField("valid_from", "Có hiệu lực từ", widget=DateWidget(), required=True)

        class Meta(SheetResource.Meta):
            model = Unit
            import_id_fields = ["code"]

        def check(self, instance, entry):
            if instance.parent and instance.parent.code == instance.code:
                yield blocker("parent", "Đơn vị không thể trực thuộc chính mình.")

        def create(self, entry, *, by, at):
            services.found_unit(**entry.filled, by=by, at=at)

        def update(self, stored, entry, *, by, at):
            services.correct_unit(stored, **{key: new for key, (_, new) in entry.changed.items()}, by=by, at=at)

and in `units/views/imports.py`::

    def unit_import(request):
        if not can_manage_units(request.user):
            raise PermissionDenied
        crumbs = [("Đơn vị", reverse("units:unit-list"))]
        return import_page(
            request, UnitSheet(), title="Nhập đơn vị từ Excel", done_to="units:unit-list", extra={"crumbs": crumbs}
        )

The fields in `import_id_fields` decide which record a row means, so importing a file twice changes nothing. A blank cell
leaves what is stored. `create` and `update` call services of the app; nothing else writes. Findings of `check` carry the
key of a column as `code`: those that stop become errors of that cell, warnings ask the person to look.

An export: `sheet_attachment("Danh sách đơn vị", COLUMNS, rows, on=clock.today())`, with the page's own scoped rows.
"""

from core.sheets.books import Book, Cell, Sheet, read_book
from core.sheets.exports import export_csv, export_xlsx, file_name
from core.sheets.tables import Column, Table, TableRow, find_in_book, find_table

__all__ = [
    "Book",
    "Cell",
    "Column",
    "Sheet",
    "Table",
    "TableRow",
    "export_csv",
    "export_xlsx",
    "file_name",
    "find_in_book",
    "find_table",
    "read_book",
]
