"""What has been through two pairs of eyes (figures), and what is handed to the editors (proposals)."""

from .figures import FigureDecision, FigureSnapshot
from .proposals import Proposal

__all__ = ["FigureDecision", "FigureSnapshot", "Proposal"]
