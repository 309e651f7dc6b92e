from .home import HomePage
from .installation import InstallationSettings

__all__ = ["HomePage", "InstallationSettings"]
