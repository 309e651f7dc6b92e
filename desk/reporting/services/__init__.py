"""The only ways in which duties, drafts, reports and decisions come to be."""
