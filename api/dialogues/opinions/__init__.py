"""What people say before a dialogue: sheets of villages, their synthesis, and the agenda."""
