"""Addresses of unit plans."""

urlpatterns = []
