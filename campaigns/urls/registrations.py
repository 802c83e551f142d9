"""Registration for campaigns: addresses below /phong-trao/dang-ky/."""

from django.urls import path, re_path

from campaigns.queries.registrations import REGISTRATIONS
from campaigns.views import filings as papers
from campaigns.views import rounds as views
from plans.urls.filings import filing_paths, round_paths
from plans.views import filings

OF = {"kind": REGISTRATIONS}
ROUND = "phong-trao/dang-ky/dot/<int:pk>/"
ONE = "phong-trao/dang-ky/ho-so/<int:pk>/"

urlpatterns = [
    path("phong-trao/dang-ky/", views.round_list, OF, name="registration-round-list"),
    path("phong-trao/dang-ky/cua-toi/", filings.mine, OF, name="my-registration"),
    path("phong-trao/<int:pk>/dang-ky/mo/", views.registration_round_create, name="registration-round-create"),
    path("phong-trao/<int:pk>/dang-ky/xuat/", views.registration_rollup, name="registration-rollup"),
    *round_paths(ROUND, REGISTRATIONS),
    path(ROUND + "them-don-vi/", views.round_open, OF, name="registration-round-open"),
    *filing_paths(ONE, REGISTRATIONS),
    re_path(
        r"^phong-trao/dang-ky/ho-so/(?P<pk>\d+)/ban-dang-ky\.(?P<form>pdf|docx)$",
        papers.filing_paper,
        OF,
        name="registration-paper",
    ),
]
