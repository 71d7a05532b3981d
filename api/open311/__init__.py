"""Open311 GeoReport v2: public field reports for other programs, and reports from them."""
