"""Unit plans in the global search."""

from plans.queries.filing_search import provide_search
from plans.queries.unit_plans import UNIT_PLANS

# “kế hoạch năm 2022 sở tư pháp”: these words are said of every plan
provide_search(UNIT_PLANS, "Kế hoạch đơn vị", "send", general=frozenset({"ke", "hoach", "nam"}))
