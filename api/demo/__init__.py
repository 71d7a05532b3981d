"""The demonstration: a real province with made-up people."""
