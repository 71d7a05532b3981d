"""Steps of the database's schema, numbered, each with its way back."""
