"""Addresses of quỹ thi đua, khen thưởng."""

urlpatterns = []
