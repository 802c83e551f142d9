"""Score sheets: the list of a year, one sheet, Excel and print."""

from django.urls import path

from clusters.views import outside_sheets, score_sheets, sheet_edit, sheet_files

urlpatterns = [
    path("<int:pk>/phieu/", score_sheets.sheet_list, name="sheet-list"),
    path("<int:pk>/phieu/mo/", score_sheets.sheet_open, name="sheet-open"),
    path("<int:pk>/phieu/xuat/", sheet_files.sheets_export, name="sheets-export"),
    path("<int:pk>/phieu/nhap/", sheet_files.sheets_import, name="sheets-import"),
    path("phieu/<int:pk>/", score_sheets.sheet_detail, name="sheet-detail"),
    path("phieu/<int:pk>/cham/", sheet_edit.sheet_edit, name="sheet-edit"),
    path("phieu/<int:pk>/tinh/", sheet_edit.sheet_compute, name="sheet-compute"),
    path("phieu/<int:pk>/buoc/<slug:action>/", score_sheets.sheet_step, name="sheet-step"),
    path("phieu/<int:pk>/gui-thay/", outside_sheets.sheet_send_for, name="sheet-send-for"),
    path("phieu/<int:pk>/in/", sheet_files.sheet_paper_file, name="sheet-paper"),
    path("phieu/<int:pk>/xuat/", sheet_files.sheet_export, name="sheet-export"),
    path("phieu/<int:pk>/nhap/", sheet_files.sheet_import, name="sheet-import"),
]
