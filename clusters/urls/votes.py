"""The peer vote (suy tôn)."""

urlpatterns = []
