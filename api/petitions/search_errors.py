"""What may be the matter when petitions are looked for, counted or taken out."""

from api.core.errors import Forbidden, Invalid, TooMany


class NothingLookedFor(Invalid):
    title = "Say also a word that must be there, not only what must not be"


class SenderNotSearched(Forbidden):
    title = (
        "Petitions are found by their sender at reception alone, while they are in intake; look for"
        " the code or the receipt number instead"
    )


class TooManySearches(TooMany):
    title = "You have searched many times in a minute; please wait a moment"


class NotOfThisOrder(Invalid):
    title = "This `next` is of a list in another order; begin again without it"


class TooManyExports(TooMany):
    title = "You have exported as often as is allowed in a day; please go on tomorrow"


class TooLongForAWorkbook(Invalid):
    title = "This is too long for one workbook; take CSV, or ask for less"
