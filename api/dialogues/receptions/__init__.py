"""Reception days: when heads receive citizens, who has a place there, and whether they did."""
