"""What may be the matter with telling somebody; none of it is ever shown to a person."""


class NotSent(Exception):
    """An attempt failed and another may not; `code` says why without saying to whom."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class GiveUp(NotSent):
    """No further attempt can succeed."""


class AddressDead(GiveUp):
    """Nobody can be reached at this address any more."""


def code_of(error: Exception) -> str:
    """The name of what went wrong, fit for a row and a log."""
    return error.code if isinstance(error, NotSent) else type(error).__name__
