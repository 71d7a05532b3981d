"""What may be the matter with telling somebody, and with what they ask for it."""

from api.core.errors import Conflict, TooMany


class WrongAddressCode(Conflict):
    title = "This is not the code in the newest e-mail, or it has expired; ask for a new one"


class NoAddressToConfirm(Conflict):
    title = "There is no e-mail address that waits for confirmation; give one first"


class TooManyAddressCodes(TooMany):
    title = "Many codes were sent to this address; please wait a while"


class TooManyAddressTries(TooMany):
    title = "Too many wrong codes for this address; please wait a while"


class NotSent(Exception):
    """An attempt failed and another may not; `code` says why without saying to whom.

    Never shown to a person, like the two below.
    """

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
