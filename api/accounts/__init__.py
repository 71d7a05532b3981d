"""People who can sign in: residents, officials, their sessions."""
