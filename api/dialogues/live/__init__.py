"""A dialogue while it is in session: who speaks, who waits to, and what everybody sees of it."""
