"""Covenants (giao ước thi đua) and their signing."""

from django.urls import path

from clusters.views import covenants, signing

urlpatterns = [
    path("<int:pk>/giao-uoc/", covenants.covenant_detail, name="covenant-detail"),
    path("<int:pk>/giao-uoc/soan/", covenants.covenant_edit, name="covenant-edit"),
    path("<int:pk>/giao-uoc/mo-ky/", covenants.covenant_open, name="covenant-open"),
    path("<int:pk>/giao-uoc/tro-lai/<slug:action>/", covenants.covenant_back, name="covenant-back"),
    path("<int:pk>/giao-uoc/ky/<int:member>/", signing.covenant_sign, name="covenant-sign"),
    path("<int:pk>/giao-uoc/le-ky/", signing.covenant_ceremony, name="covenant-ceremony"),
    path("<int:pk>/giao-uoc/le-ky/<int:member>/", signing.covenant_ceremony_sign, name="covenant-ceremony-sign"),
    path("<int:pk>/giao-uoc/ky-giay/<int:member>/", signing.covenant_paper_sign, name="covenant-paper-sign"),
    path("<int:pk>/giao-uoc/ky-xong/", signing.covenant_conclude, name="covenant-conclude"),
]
