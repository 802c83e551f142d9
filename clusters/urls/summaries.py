"""Summary forms of the cluster between provinces."""

from django.urls import path

from clusters.views import summaries

urlpatterns = [
    path("<int:pk>/bieu/<str:code>/", summaries.summary_detail, name="summary-detail"),
    path("<int:pk>/bieu/<str:code>/sua/", summaries.summary_edit, name="summary-edit"),
    path("<int:pk>/bieu/<str:code>/nhap/", summaries.summary_import, name="summary-import"),
    path("<int:pk>/bieu/<str:code>/lay-so/", summaries.summary_fill, name="summary-fill"),
    path("<int:pk>/bieu/<str:code>/xuat/", summaries.summary_export, name="summary-export"),
    path("<int:pk>/bieu/<str:code>/in/", summaries.summary_print, name="summary-print"),
]
