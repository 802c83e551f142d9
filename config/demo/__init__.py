"""The demo world: plan 102 in force, about 80 units that owe a plan, people who do not exist.

It is made by the product's own services, replayed day by day from 14/01/2022, so that histories, reminders and the
journal are what the product would have written. Deterministic. Accounts and their password: `units/demo.py`.
"""

import datetime

TODAY = datetime.date(2022, 3, 8)
