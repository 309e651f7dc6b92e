"""What the pages of the dashboard show, read from every capability. Writes nothing."""
