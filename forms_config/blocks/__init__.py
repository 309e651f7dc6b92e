"""Question families as blocks of the editor, grouped as the editor groups them."""
