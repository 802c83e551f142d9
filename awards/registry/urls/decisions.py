"""Addresses of decisions."""

from django.urls import path

from awards.registry.views import decisions as views
from awards.registry.views import grants

urlpatterns = [
    path("quyet-dinh/", views.decision_list, name="decision-list"),
    path("quyet-dinh/moi/", views.decision_create, name="decision-create"),
    path("quyet-dinh/<int:pk>/", views.decision_detail, name="decision-detail"),
    path("quyet-dinh/<int:pk>/sua/", views.decision_edit, name="decision-edit"),
    path("quyet-dinh/<int:pk>/xoa/", views.decision_remove, name="decision-remove"),
    path("quyet-dinh/<int:pk>/tep/", views.decision_file, name="decision-file"),
    path("quyet-dinh/<int:pk>/buoc/<slug:action>/", views.decision_step, name="decision-step"),
    path("quyet-dinh/<int:pk>/them-dong/", grants.grant_add, name="grant-add"),
]
