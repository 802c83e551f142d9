"""Rankings, and who is proposed."""

from django.urls import path

from clusters.views import rankings

urlpatterns = [
    path("<int:pk>/xep-hang/", rankings.ranking_detail, name="ranking-detail"),
    path("<int:pk>/xep-hang/excel/", rankings.ranking_export, name="ranking-export"),
    path("<int:pk>/xep-hang/pdf/", rankings.ranking_paper_page, name="ranking-paper"),
    path("<int:pk>/xep-hang/de-nghi/", rankings.ranking_proposals, name="ranking-proposals"),
    path("<int:pk>/xep-hang/cong-bo/", rankings.ranking_publish, name="ranking-publish"),
    path("<int:pk>/xep-hang/mo-lai/", rankings.ranking_reopen, name="ranking-reopen"),
]
