"""What visitors of the public page ask Django itself: search and subscription. No cookie, no session, no account.

The front relays these addresses and says that they are away when this process or its database is.
"""
