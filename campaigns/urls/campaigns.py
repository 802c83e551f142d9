"""Campaigns: addresses below /phong-trao/."""

from django.urls import path

from campaigns.views import campaigns as views
from campaigns.views import closing, papers, waiting

urlpatterns = [
    path("phong-trao/", views.campaign_list, name="campaign-list"),
    path("phong-trao/cho-kiem-tra/", waiting.waiting_list, name="campaign-waiting"),
    path("phong-trao/xuat/", views.campaign_export, name="campaign-export"),
    path("phong-trao/them/", views.campaign_create, name="campaign-create"),
    path("phong-trao/don-vi/them/", views.campaign_create_own, name="campaign-create-own"),
    path("phong-trao/<int:pk>/", views.campaign_detail, name="campaign-detail"),
    path("phong-trao/<int:pk>/sua/", views.campaign_edit, name="campaign-edit"),
    path("phong-trao/<int:pk>/tep/", views.campaign_file, name="campaign-file"),
    path("phong-trao/<int:pk>/buoc/<slug:action>/", views.campaign_step, name="campaign-step"),
    path("phong-trao/<int:pk>/van-ban/", papers.campaign_paper, name="campaign-paper"),
    path("phong-trao/<int:pk>/tieu-bieu/", closing.campaign_honours, name="campaign-honours"),
    path("phong-trao/<int:pk>/<str:kind>/viet/", closing.campaign_summary, name="campaign-summary"),
    path("phong-trao/tong-ket/<int:pk>/van-ban/", papers.campaign_summary_paper, name="campaign-summary-paper"),
]
