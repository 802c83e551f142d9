"""Exemplars: addresses below /dien-hinh/."""

urlpatterns = []
