"""Sơ kết and tổng kết of a cluster, with minutes."""

urlpatterns = []
