"""Sơ kết and tổng kết of a cluster, with minutes."""

from django.urls import path

from clusters.views import sessions

urlpatterns = [
    path("<int:pk>/van-ban/", sessions.session_list, name="session-list"),
    path("<int:pk>/phien-hop/them/", sessions.session_create, name="session-create"),
    path("phien-hop/<int:pk>/", sessions.session_detail, name="session-detail"),
    path("phien-hop/<int:pk>/sua/", sessions.session_edit, name="session-edit"),
    path("phien-hop/<int:pk>/buoc/<slug:action>/", sessions.session_step, name="session-step"),
    path("phien-hop/<int:pk>/bo/", sessions.session_discard, name="session-discard"),
    path("phien-hop/<int:pk>/bien-ban/", sessions.session_minutes, name="session-minutes"),
    path("phien-hop/<int:pk>/tep/", sessions.session_file, name="session-file"),
]
