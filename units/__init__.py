"""Đơn vị, con người: organisations over time, accounts, appointments (person × unit × role × term) and rights.

Start reading at `models/units.py`, then `rights.py`: every list in the product begins with `visible_to(user)`.
"""
