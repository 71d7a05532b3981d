"""The Flask application: a row of rooms on one ground."""
