"""The rooms' models; each is described in its own file."""

from core.models.holidays import Holiday
from core.models.transitions import Transition

__all__ = ["Holiday", "Transition"]
