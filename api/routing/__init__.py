"""Which position is responsible, and why: the competence table and what it says about a matter."""
