"""Unit plans: addresses below /ke-hoach/don-vi/."""

from django.urls import path, re_path

from plans.views import unit_plan_rounds as rounds
from plans.views import unit_plans as views

YEAR = "don-vi/<int:year>/"
ONE = "don-vi/ho-so/<int:pk>/"

urlpatterns = [
    path("don-vi/", rounds.unit_plan_board_today, name="unit-plan-board-today"),
    path("don-vi/cua-toi/", views.my_unit_plan, name="my-unit-plan"),
    path(YEAR, rounds.unit_plan_board, name="unit-plan-board"),
    path(YEAR + "xuat/", rounds.unit_plan_export, name="unit-plan-export"),
    path(YEAR + "nhac/", rounds.unit_plan_remind, name="unit-plan-remind"),
    path(YEAR + "gia-han/", rounds.unit_plan_extend, name="unit-plan-extend"),
    path(YEAR + "gia-han/<int:pk>/", rounds.unit_plan_extend, name="unit-plan-extend-one"),
    path(YEAR + "mo/", rounds.unit_plan_open, name="unit-plan-open"),
    path(YEAR + "bao-cao/", rounds.unit_plan_report_page, name="unit-plan-report-page"),
    re_path(r"^don-vi/(?P<year>\d{4})/bao-cao\.(?P<form>pdf|docx)$", rounds.unit_plan_report, name="unit-plan-report"),
    path(ONE, views.unit_plan_detail, name="unit-plan-detail"),
    path(ONE + "sua/", views.unit_plan_edit, name="unit-plan-edit"),
    path(ONE + "luu-nhap/", views.unit_plan_autosave, name="unit-plan-autosave"),
    path(ONE + "tep/<uuid:uuid>/bo/", views.unit_plan_file_remove, name="unit-plan-file-remove"),
    path(ONE + "y-kien/", views.unit_plan_comment, name="unit-plan-comment"),
    path(ONE + "so-sanh/", views.unit_plan_versions, name="unit-plan-versions"),
    path(ONE + "trinh/", views.unit_plan_submit, name="unit-plan-submit"),
    path(ONE + "rut/", views.unit_plan_withdraw, name="unit-plan-withdraw"),
    path(ONE + "tra-can-bo/", views.unit_plan_hand_back, name="unit-plan-hand-back"),
    path(ONE + "xac-nhan/", views.unit_plan_confirm, name="unit-plan-confirm"),
    path(ONE + "tra-lai/", views.unit_plan_return, name="unit-plan-return"),
    path(ONE + "tiep-nhan/", views.unit_plan_accept, name="unit-plan-accept"),
    path(ONE + "mo-lai/", views.unit_plan_reopen, name="unit-plan-reopen"),
]
