"""Requests for a dialogue: residents ask for one; from a share of the voters on, one is owed."""
