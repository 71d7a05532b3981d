"""What may be the matter with a list and with who takes it in."""

from api.core.errors import Forbidden, Invalid


class UnknownFormat(Invalid):
    """Neither of the two kinds of files."""

    title = "Only .jsonl and .xlsx files are read; save the list as one of them"


class NotUtf8(Invalid):
    """Some other encoding of letters."""

    title = "The file is not UTF-8; save it anew in this encoding"


class NothingInIt(Invalid):
    """No line, or only empty ones."""

    title = "The file has no lines"


class TooManyLines(Invalid):
    """More lines than are taken at once."""

    title = "The file is too large; divide it into several"


class NotASpreadsheet(Invalid):
    """Damaged, protected by a password, or something else under this name."""

    title = "This is no Excel file that can be read: damaged, with a password, or of another kind"


class HeadingsMissing(Invalid):
    """No row has the headings that are needed."""

    title = "The first sheet has no row with the headings that are needed"


class UnknownHeadings(Invalid):
    """Columns of which nobody said what they are."""

    title = "Nothing was taken: these columns are not known; rename them or remove them"


class SameHeadings(Invalid):
    """Two columns for one member."""

    title = "Two columns say the same; remove one of them"


class NotAReceiver(Forbidden):
    """Whoever takes in a list answers for it as for letters entered at the desk."""

    title = "Only who holds a receiving position takes in a list: name the official with --as"


class NotYourPlace(Forbidden):
    """It would come into somebody else's intake."""

    title = "This is of a place that the official named does not receive for"
