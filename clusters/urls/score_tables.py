"""Score tables (bảng tiêu chí chấm điểm)."""

from django.urls import path

from clusters.views import criteria, score_tables, table_sheets

urlpatterns = [
    path("<int:pk>/bang-diem/", score_tables.table_of_year, name="table-of-year"),
    path("<int:pk>/bang-diem/lap/", score_tables.table_start, name="table-start"),
    path("bang-diem/<int:pk>/", score_tables.table_detail, name="table-detail"),
    path("bang-diem/<int:pk>/cach-tinh/", score_tables.table_parameters, name="table-parameters"),
    path("bang-diem/<int:pk>/diem-toi-da/", criteria.table_maxima, name="table-maxima"),
    path("bang-diem/<int:pk>/chot/", score_tables.table_freeze, name="table-freeze"),
    path("bang-diem/<int:pk>/lan-moi/", score_tables.table_revise, name="table-revise"),
    path("bang-diem/<int:pk>/bo/", score_tables.table_discard, name="table-discard"),
    path("bang-diem/<int:pk>/xuat/", table_sheets.table_export, name="table-export"),
    path("bang-diem/<int:pk>/nhap/", table_sheets.table_import, name="table-import"),
    path("bang-diem/<int:pk>/nhom/them/", criteria.group_create, name="group-create"),
    path("bang-diem/<int:pk>/nhom/<int:group>/", criteria.group_edit, name="group-edit"),
    path("bang-diem/<int:pk>/nhom/<int:group>/bo/", criteria.group_remove, name="group-remove"),
    path("bang-diem/<int:pk>/nhom/<int:group>/chuyen/<slug:way>/", criteria.group_move, name="group-move"),
    path("bang-diem/<int:pk>/tieu-chi/them/", criteria.criterion_create, name="criterion-create"),
    path("bang-diem/<int:pk>/tieu-chi/<int:criterion>/", criteria.criterion_edit, name="criterion-edit"),
    path("bang-diem/<int:pk>/tieu-chi/<int:criterion>/bo/", criteria.criterion_remove, name="criterion-remove"),
    path(
        "bang-diem/<int:pk>/tieu-chi/<int:criterion>/chuyen/<slug:way>/", criteria.criterion_move, name="criterion-move"
    ),
]
