from django.urls import path

from core.views import files, search

app_name = "core"
urlpatterns = [
    path("tim/", search.results, name="search"),
    path("tim/goi-y/", search.suggest, name="search-suggest"),
    path("tep/<uuid:uuid>/", files.file_download, name="file-download"),
    path("tep/<uuid:uuid>/xem/", files.file_preview, name="file-preview"),
    path("tep/<uuid:uuid>/xoa/", files.file_remove, name="file-remove"),
    path("van-ban/<uuid:uuid>/<slug:form>/", files.document_download, name="document-download"),
]
