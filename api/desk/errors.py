"""What may be the matter with a saved view or a standard text."""

from api.core.errors import Conflict, Forbidden, Invalid


class ViewTaken(Conflict):
    title = "This id belongs to another desk's view; make a new one"


class TooManyViews(Conflict):
    title = "This desk keeps as many views as there may be; take one away first"


class TextTaken(Conflict):
    title = "This id belongs to a text that is not yours to change; make a new one"


class TooManyTexts(Conflict):
    title = "As many texts are kept here as there may be; take one away first"


class NotForTheUnit(Forbidden):
    title = "Texts of the whole unit are written by who prepares or signs answers there"


class UnknownPlaceholder(Invalid):
    title = "The text asks for something that is not filled in here"


class PersonalDataInText(Invalid):
    title = (
        "The text seems to hold somebody's telephone number, address or papers; a text that is used"
        " again holds nobody's data"
    )
