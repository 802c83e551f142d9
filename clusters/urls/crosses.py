"""Cross-scoring (chấm chéo) between members."""

urlpatterns = []
