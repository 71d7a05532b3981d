"""What may be the matter with a file."""

from api.core.errors import Conflict, Forbidden, Invalid, TooMany, Unavailable


class NoFile(Invalid):
    title = "No file came: send one file, in the form member `file`"


class EmptyFile(Invalid):
    title = "The file is empty; please choose it again or take another one"


class FileTooLarge(Invalid):
    title = "The file is too large; please send a smaller one, or a shorter recording"


class BadName(Invalid):
    title = (
        "The name of the file has a folder or signs in it that are not allowed, or is too long;"
        " please give it a plain name"
    )


class FormatNotTaken(Invalid):
    title = (
        "Files of this type are not taken. Please send a picture (JPEG, PNG, WebP, HEIC, AVIF),"
        " a PDF, DOCX or XLSX document, a sound recording or a short video"
    )


class NotWhatItSays(Invalid):
    title = (
        "The file is not of the type that its name says; please save it again from the program"
        " that made it"
    )


class TwoThingsAtOnce(Invalid):
    title = (
        "The file holds another file inside, as harmful files do; please save it again from the"
        " program that made it"
    )


class Damaged(Invalid):
    title = "The file is damaged or not whole; please save it again or take the picture anew"


class TooManyPixels(Invalid):
    title = "The picture has too many pixels; please make it smaller and send it again"


class Locked(Invalid):
    title = (
        "The document is locked with a password, or is of an old Office format; please save it"
        " without a password as PDF, DOCX or XLSX"
    )


class HasMacros(Invalid):
    title = (
        "The document has programs (macros) in it, which are not taken; please save it without"
        " them, or as PDF"
    )


class UnpacksTooLarge(Invalid):
    title = "The document unpacks to far more than it seems to hold; please save it as PDF"


class Infected(Invalid):
    title = "A virus was found in the file, so it was not kept; please send another file"


class FileIdTaken(Conflict):
    title = "This id belongs to another file; make a new one"


class TooManyFilesToday(TooMany):
    title = (
        "You have sent many files today, and no more are taken until tomorrow; the petition can"
        " be sent without them"
    )


class NoRoomForFiles(Unavailable):
    title = "Files cannot be taken at the moment; the petition can be sent without them"


class BusyWithFiles(Unavailable):
    title = "Many pictures are being looked at; please send this one again in a moment"


class FilesNotThere(Invalid):
    title = (
        "Some of these files are not there: they are not yours, belong to something else, or"
        " were deleted because they were not used. Please send them again"
    )


class TooManyFiles(Invalid):
    title = "These are too many files; please leave some of them out"


class TooMuchInFiles(Invalid):
    title = "These files are too large together; please leave some of them out"


class CaseIsFull(Conflict):
    title = "This case has as many files as it may have"


class NotAPicture(Invalid):
    title = "Only pictures can be shown in public; this file stays with the office"


class StillChecked(Conflict):
    title = "This file is still being checked for viruses; please try again a little later"


class FoundInfected(Conflict):
    title = "A virus was found in this file, so it was deleted; please ask for another one"


class AddressTooOld(Forbidden):
    title = "This address of the file is no longer good; please open the file again from its page"
