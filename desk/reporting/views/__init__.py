"""The officers' door (lapor, filling), the review part of the desk's door (posko) and private files."""
