"""Writes of what is vetted: ``figures`` and ``proposals``."""
