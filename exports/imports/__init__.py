"""Master data from a spreadsheet: read, judge every row, show what would change, write it when the admin says so."""
