"""The proofs. `conftest.py` holds the guards and the cast, `factories/` builds, `support/` looks closely."""
