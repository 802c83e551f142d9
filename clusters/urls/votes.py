"""The peer vote (suy tôn)."""

from django.urls import path

from clusters.views import votes

urlpatterns = [
    path("<int:pk>/suy-ton/", votes.vote_of_year, name="vote-of-year"),
    path("<int:pk>/suy-ton/mo/", votes.vote_open, name="vote-open"),
    path("suy-ton/<int:pk>/", votes.vote_detail, name="vote-detail"),
    path("suy-ton/<int:pk>/bo-phieu/", votes.vote_cast, name="vote-cast"),
    path("suy-ton/<int:pk>/kiem-phieu/", votes.vote_count, name="vote-count"),
    path("suy-ton/<int:pk>/huy/", votes.vote_cancel, name="vote-cancel"),
]
