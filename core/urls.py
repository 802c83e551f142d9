from django.urls import path

from core.views import calendar, deliveries, files, journal, mailbox, notices, reminders, search

app_name = "core"
urlpatterns = [
    path("tim/", search.results, name="search"),
    path("tim/goi-y/", search.suggest, name="search-suggest"),
    path("thong-bao/", notices.notice_list, name="notice-list"),
    path("thong-bao/chuong/", notices.notice_bell, name="notice-bell"),
    path("thong-bao/da-doc/", notices.notice_read_all, name="notice-read-all"),
    path("thong-bao/<int:pk>/da-doc/", notices.notice_read, name="notice-read"),
    path("thong-bao/lua-chon/", notices.notice_choices, name="notice-choices"),
    path("thu-da-gui/", deliveries.delivery_list, name="delivery-list"),
    path("thu-da-gui/gui-lai/", deliveries.delivery_resend_all, name="delivery-resend-all"),
    path("thu-da-gui/<int:pk>/gui-lai/", deliveries.delivery_resend, name="delivery-resend"),
    path("hop-thu/", mailbox.mailbox_list, name="mailbox"),
    path("hop-thu/<int:pk>/", mailbox.mailbox_message, name="mailbox-message"),
    path("nhac-viec/", reminders.reminder_rules, name="reminder-rules"),
    path("nhac-viec/them/", reminders.reminder_rule_create, name="reminder-rule-create"),
    path("nhac-viec/<int:pk>/sua/", reminders.reminder_rule_edit, name="reminder-rule-edit"),
    path("nhac-viec/<int:pk>/bo/", reminders.reminder_rule_drop, name="reminder-rule-drop"),
    path("nhac-viec/lich-rieng/", reminders.reminder_own, name="reminder-own"),
    path("nhac-viec/lich-chung/", reminders.reminder_common, name="reminder-common"),
    path("nhac-viec/sap-gui/", reminders.reminder_preview, name="reminder-preview"),
    path("nhac-viec/chay/", reminders.reminder_run, name="reminder-run"),
    path("lich/", calendar.calendar, name="calendar"),
    path("lich/tao/", calendar.calendar_open, name="calendar-open"),
    path("lich/huy/", calendar.calendar_close, name="calendar-close"),
    path("lich/<str:token>.ics", calendar.calendar_feed, name="calendar-feed"),
    path("nhat-ky/", journal.journal_list, name="journal-list"),
    path("tep/<uuid:uuid>/", files.file_download, name="file-download"),
    path("tep/<uuid:uuid>/xem/", files.file_preview, name="file-preview"),
    path("tep/<uuid:uuid>/xoa/", files.file_remove, name="file-remove"),
    path("van-ban/<uuid:uuid>/<slug:form>/", files.document_download, name="document-download"),
]
