"""Score sheets (phiếu chấm điểm) from the self score to the final one."""

urlpatterns = []
