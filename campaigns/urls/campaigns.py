"""Campaigns: addresses below /phong-trao/."""

urlpatterns = []
