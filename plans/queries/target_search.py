"""Registrations in the global search."""

from plans.queries.filing_search import provide_search
from plans.queries.targets import TARGETS

GENERAL = frozenset({"dang", "ky", "ki", "thi", "dua", "nam", "chi", "tieu"})  # said of every registration

provide_search(TARGETS, "Đăng ký thi đua", "target", general=GENERAL)
