"""Quỹ thi đua, khen thưởng: what was set aside in a year, and what it paid for."""
