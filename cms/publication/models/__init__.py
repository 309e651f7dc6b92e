from .installation import InstallationSettings

__all__ = ["InstallationSettings"]
