"""The summary forms (biểu tổng hợp) between provinces."""

urlpatterns = []
