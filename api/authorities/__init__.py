"""Who governs: areas, units, positions, and who holds them from when to when."""
