"""Calendars: dialogues and reception days to subscribe to, and all that a leader owes by day."""
