"""The entries of a form, all versions together, one column per question key."""
