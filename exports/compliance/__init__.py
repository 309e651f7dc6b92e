"""The compliance matrix as a table: one row per unit, one column per round."""
