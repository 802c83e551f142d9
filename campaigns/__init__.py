"""Phong trào thi đua: campaigns from launch to closing, what units register and report in them, exemplars.

Start reading at `models/campaigns.py`; registration and reports are filings of the common cycle in `plans`.
"""
