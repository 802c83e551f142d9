"""Fixtures of the machinery's proofs."""

from tests.core.duties import desk

__all__ = ["desk"]
