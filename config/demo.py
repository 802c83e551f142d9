"""The demo world's day. Its accounts and their password: `units/demo.py`."""

import datetime

TODAY = datetime.date(2022, 3, 8)
