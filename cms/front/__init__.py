"""The public pages as bytes: a tree of prerendered answers on disk, who writes it and who answers from it.

Stands on the standard library alone (the writer on brotli too, the front process on httptools), so that the front process knows
neither Django nor a database.
"""
