"""Addresses of trình cấp Nhà nước."""

from django.urls import path

from awards.forwarding.views import letters, lines

LETTER = "trinh-cap-nha-nuoc/<int:pk>/"
LINE = f"{LETTER}dong/<int:line>/"
urlpatterns = [
    path("trinh-cap-nha-nuoc/", letters.forwarding_list, name="forwarding-list"),
    path("trinh-cap-nha-nuoc/them/", letters.forwarding_create, name="forwarding-create"),
    path(LETTER, letters.forwarding_detail, name="forwarding-detail"),
    path(f"{LETTER}sua/", letters.forwarding_edit, name="forwarding-edit"),
    path(f"{LETTER}xoa/", letters.forwarding_remove, name="forwarding-remove"),
    path(f"{LETTER}buoc/<slug:action>/", letters.forwarding_step, name="forwarding-step"),
    path(f"{LETTER}tep/", letters.forwarding_file, name="forwarding-file"),
    path(f"{LETTER}ket-qua-trong-so/", lines.forwarding_link, name="forwarding-link"),
    path(f"{LETTER}dong/them/", lines.forwarding_line_add, name="forwarding-line-add"),
    path(f"{LINE}sua/", lines.forwarding_line_edit, name="forwarding-line-edit"),
    path(f"{LINE}bo/", lines.forwarding_line_remove, name="forwarding-line-remove"),
    path(f"{LINE}ket-qua/", lines.forwarding_answer, name="forwarding-answer"),
    path(f"{LINE}ket-qua/xoa/", lines.forwarding_answer_clear, name="forwarding-answer-clear"),
]
