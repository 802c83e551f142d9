"""Cụm, khối thi đua: who sits together in a year, who leads, who of the council follows, and the days of that year.

Start reading at `models/clusters.py`; `services/opening.py` turns one year into the next.
"""
