"""Score tables (bảng tiêu chí chấm điểm)."""

urlpatterns = []
