"""From editions to the bytes of every public address. Reads editions, items and vetted figures; nothing live."""
