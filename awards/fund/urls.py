"""Addresses of quỹ thi đua, khen thưởng."""

from django.urls import path

from awards.fund.views import entries, funds

urlpatterns = [
    path("quy/", funds.fund_list, name="fund-list"),
    path("quy/mo/", funds.fund_open, name="fund-open"),
    path("quy/<int:pk>/", funds.fund_detail, name="fund-detail"),
    path("quy/<int:pk>/sua/", funds.fund_edit, name="fund-edit"),
    path("quy/<int:pk>/xuat/", funds.fund_export, name="fund-export"),
    path("quy/<int:pk>/in/", funds.fund_print, name="fund-print"),
    path("quy/<int:pk>/dong/them/", entries.fund_entry_add, name="fund-entry-add"),
    path("quy/<int:pk>/dong/<int:entry>/gach/", entries.fund_entry_strike, name="fund-entry-strike"),
]
