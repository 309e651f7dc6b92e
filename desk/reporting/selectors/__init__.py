"""What reporting can be asked. Nothing here writes."""
