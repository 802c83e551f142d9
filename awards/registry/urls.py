"""Addresses of the book: grants, decisions, recipients."""

urlpatterns = []
