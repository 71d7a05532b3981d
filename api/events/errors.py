"""What may be the matter with an event."""


class UnknownEvent(Exception):
    """The programmer used a name that the contract does not have."""
