"""Addresses of units, people, posts, rights and sign-in."""

from django.urls import path

from units.views import appointments, events, people, profile, rights, sheets, signin, units

app_name = "units"

SIGN_IN = [
    path("dang-nhap/", signin.sign_in, name="sign-in"),
    path("dang-xuat/", signin.sign_out, name="sign-out"),
    path("dang-nhap/buoc-hai/", signin.second_factor_check, name="second-factor-check"),
]
MINE = [
    path("cua-toi/", profile.profile, name="profile"),
    path("cua-toi/mat-khau/", profile.password_change, name="password-change"),
    path("cua-toi/hai-buoc/", profile.second_factor, name="second-factor"),
    path("cua-toi/hai-buoc/ma-du-phong/", profile.second_factor_codes, name="second-factor-codes"),
    path("cua-toi/hai-buoc/tat/", profile.second_factor_off, name="second-factor-off"),
]
UNITS = [
    path("", units.unit_list, name="unit-list"),
    path("cay/", units.unit_tree, name="unit-tree"),
    path("nhap/", sheets.unit_import, name="unit-import"),
    path("xuat/", sheets.unit_export, name="unit-export"),
    path("them/", units.unit_create, name="unit-create"),
    path("<int:pk>/", units.unit_detail, name="unit-detail"),
    path("<int:pk>/sua-loi-go/", units.unit_correct, name="unit-correct"),
    path("<int:pk>/<slug:kind>/", events.unit_event, name="unit-event"),
]
PEOPLE = [
    path("nguoi/", people.user_list, name="user-list"),
    path("nguoi/nhap/", sheets.user_import, name="user-import"),
    path("nguoi/nhap/mat-khau/<uuid:key>/", sheets.user_import_passwords, name="user-import-passwords"),
    path("nguoi/xuat/", sheets.user_export, name="user-export"),
    path("nguoi/them/", people.user_create, name="user-create"),
    path("nguoi/<int:pk>/", people.user_detail, name="user-detail"),
    path("nguoi/<int:pk>/sua/", people.user_edit, name="user-edit"),
    path("nguoi/<int:pk>/ngung/", people.user_act, {"act": "ngung"}, name="user-deactivate"),
    path("nguoi/<int:pk>/mo-lai/", people.user_act, {"act": "mo-lai"}, name="user-reactivate"),
    path("nguoi/<int:pk>/dat-lai-mat-khau/", people.user_act, {"act": "dat-lai-mat-khau"}, name="user-reset-password"),
    path("nguoi/<int:pk>/mo-khoa/", people.user_act, {"act": "mo-khoa"}, name="user-unlock"),
    path("nguoi/<int:pk>/tat-hai-buoc/", people.user_act, {"act": "tat-hai-buoc"}, name="user-second-factor-off"),
]
POSTS = [
    path("phan-cong/them/", appointments.appointment_create, name="appointment-create"),
    path("phan-cong/<int:pk>/ket-thuc/", appointments.appointment_end, name="appointment-end"),
    path("phan-cong/<int:pk>/ban-giao/", appointments.appointment_hand_over, name="appointment-hand-over"),
    path("quyen/", rights.rights_on_day, name="rights-on-day"),
    path("quyen/xuat/", sheets.rights_export, name="rights-export"),
    path("yeu-cau-dang-nhap/", rights.security, name="security"),
]
urlpatterns = SIGN_IN + MINE + PEOPLE + POSTS + UNITS
