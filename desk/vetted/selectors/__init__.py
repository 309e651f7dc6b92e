"""Reads. ``quotable`` holds frozen figures for public pages; ``figures`` also reads live data, for the desk only."""
