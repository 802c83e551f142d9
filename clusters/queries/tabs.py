"""The tabs above every page of one cluster in a year. Each is there for whoever may open the year; what a person may not
read yet is said on the page behind it."""

from django.urls import reverse

TABS = (  # (key, label, name of an address with the year's id)
    ("nam", "Năm hoạt động", "clusters:cluster-detail"),
    ("bang-diem", "Bảng điểm", "clusters:table-of-year"),
    ("giao-uoc", "Giao ước", "clusters:covenant-detail"),
    ("phieu", "Phiếu chấm", "clusters:sheet-list"),
    ("suy-ton", "Suy tôn", "clusters:vote-of-year"),
    ("xep-hang", "Xếp hạng", "clusters:ranking-detail"),
    ("van-ban", "Phiên họp, văn bản", "clusters:session-list"),
)


def tabs_of(year, current):
    """What the `tabs` tag takes; `current` is the key of the page that asks."""
    return [
        {"label": label, "url": reverse(name, args=[year.pk]), "current": key == current} for key, label, name in TABS
    ]
