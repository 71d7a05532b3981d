"""What an answer promised, by which day, and whether it was done (việc đã hứa)."""
