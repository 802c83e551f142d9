"""Plan and outline of reports of a cluster."""

urlpatterns = []
