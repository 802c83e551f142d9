"""Exemplars: addresses below /dien-hinh/; what everybody reads stands below /guong-dien-hinh/."""

from django.urls import path

from campaigns.views import exemplar_parts as parts
from campaigns.views import exemplar_public as public
from campaigns.views import exemplar_targets as targets
from campaigns.views import exemplars as views

urlpatterns = [
    path("dien-hinh/", views.exemplar_list, name="exemplar-list"),
    path("dien-hinh/xuat/", views.exemplar_export, name="exemplar-export"),
    path("dien-hinh/them/", views.exemplar_create, name="exemplar-create"),
    path("dien-hinh/chi-tieu/", targets.exemplar_targets, name="exemplar-targets"),
    path("dien-hinh/chi-tieu/them/", targets.exemplar_target_create, name="exemplar-target-create"),
    path("dien-hinh/chi-tieu/<int:pk>/sua/", targets.exemplar_target_edit, name="exemplar-target-edit"),
    path("dien-hinh/chi-tieu/<int:pk>/xoa/", targets.exemplar_target_remove, name="exemplar-target-remove"),
    path("dien-hinh/<int:pk>/", views.exemplar_detail, name="exemplar-detail"),
    path("dien-hinh/<int:pk>/sua/", views.exemplar_edit, name="exemplar-edit"),
    path("dien-hinh/<int:pk>/buoc/<slug:action>/", views.exemplar_step, name="exemplar-step"),
    path("dien-hinh/<int:pk>/cong-khai/", views.exemplar_publish, name="exemplar-publish"),
    path("dien-hinh/<int:pk>/thu-hoi/", views.exemplar_withdraw, name="exemplar-withdraw"),
    path("dien-hinh/<int:pk>/anh/", parts.exemplar_pictures, name="exemplar-pictures"),
    path("dien-hinh/<int:pk>/anh/sap-xep/", parts.exemplar_pictures_arrange, name="exemplar-pictures-arrange"),
    path("dien-hinh/<int:pk>/anh/<int:picture>/xoa/", parts.exemplar_picture_remove, name="exemplar-picture-remove"),
    path("dien-hinh/<int:pk>/bai-bao/", parts.exemplar_link_add, name="exemplar-link-add"),
    path("dien-hinh/<int:pk>/bai-bao/<int:link>/bo/", parts.exemplar_link_remove, name="exemplar-link-remove"),
    path("guong-dien-hinh/", public.exemplar_public_list, name="exemplar-public-list"),
    path("guong-dien-hinh/anh/<uuid:uuid>/<slug:size>/", public.exemplar_picture, name="exemplar-picture"),
    path("guong-dien-hinh/<slug:slug>/", public.exemplar_public, name="exemplar-public"),
]
