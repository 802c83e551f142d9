"""The product's addresses and one page that does nothing but pass the same middleware."""

from django.http import HttpResponse
from django.urls import include, path

TRIVIAL = "/khong-lam-gi/"

urlpatterns = [path(TRIVIAL.lstrip("/"), lambda request: HttpResponse("ok")), path("", include("config.urls"))]
