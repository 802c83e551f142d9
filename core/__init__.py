"""The machinery every app stands on, without a business noun.

Start reading at `workflow.py` (how a record moves), `obligations.py` and `reminders.py` (who owes what, and how they
are told), `documents/` (papers by Nghị định 30/2020) and `sheets/` (Excel in and out).
"""
