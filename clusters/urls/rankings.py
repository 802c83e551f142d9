"""Rankings, and who is proposed."""

urlpatterns = []
