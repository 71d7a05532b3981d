"""Dialogues: where the head meets the people; reception days and requests in rooms of their own."""
