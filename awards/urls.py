"""Addresses below /khen-thuong/: each room keeps its own list."""

from awards.forwarding import urls as forwarding
from awards.fund import urls as fund
from awards.law import urls as law
from awards.registry import urls as registry

app_name = "awards"
urlpatterns = [
    *registry.urlpatterns,
    *forwarding.urlpatterns,
    *fund.urlpatterns,
    *law.urlpatterns,
]
