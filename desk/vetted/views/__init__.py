"""Pages of the posko's door: figures and proposals."""
