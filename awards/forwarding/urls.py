"""Addresses of trình cấp Nhà nước."""

urlpatterns = []
