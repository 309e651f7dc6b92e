"""*Satu pintu* in the admin: where editors and approvers see what waits, read it, and act. Asks selectors, calls services."""
