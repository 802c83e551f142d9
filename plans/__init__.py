"""Kế hoạch: the province's annual plan and its tasks, unit plans, report rounds, activities, target registration.

Start reading at `models/annual.py`; `reading/` turns a document into a draft plan.
"""
