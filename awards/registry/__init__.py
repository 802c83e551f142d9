"""Sổ khen thưởng: recipients, decisions and grants. Every award ever given, old ones brought in included."""
