"""Dialogues: where the head meets the people; so far the reception days."""
