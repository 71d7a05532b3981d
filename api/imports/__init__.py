"""Lists of earlier petitions, taken in line by line."""
