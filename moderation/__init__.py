"""Deciding what everybody may read; never whether it is received, answered, or by when."""
