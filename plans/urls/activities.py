from django.urls import path

from plans.views import activities as views

urlpatterns = [
    path("hoat-dong/", views.activity_list, name="activity-list"),
    path("hoat-dong/xuat/", views.activity_export, name="activity-export"),
    path("hoat-dong/them/", views.activity_create, name="activity-create"),
    path("hoat-dong/<int:pk>/", views.activity_detail, name="activity-detail"),
    path("hoat-dong/<int:pk>/sua/", views.activity_edit, name="activity-edit"),
    path("hoat-dong/<int:pk>/ket-qua/", views.activity_result, name="activity-result"),
    path("hoat-dong/<int:pk>/tep/", views.activity_file, name="activity-file"),
    path("hoat-dong/<int:pk>/giay-moi.<str:form>", views.activity_invitation, name="activity-invitation"),
    path("hoat-dong/<int:pk>/buoc/<slug:action>/", views.activity_step, name="activity-step"),
]
