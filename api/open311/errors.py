"""What may be the matter with a question or a report of another program."""

from api.core.errors import Conflict, Forbidden, Invalid, Missing, TooMany


class KeyMissing(Forbidden):
    title = "The api_key is missing or not valid; ask for one, or sign in as a resident"


class UnknownJurisdiction(Missing):
    title = "There is no jurisdiction with this jurisdiction_id here; leave it out"


class SpanTooLong(Invalid):
    title = "start_date and end_date are at most 90 days apart; ask for a shorter time"


class WhereIsIt(Invalid):
    title = "Say where it is: lat and long, or address_string"


class NoFilesHere(Invalid):
    title = "A file is not taken here; send the report without it"


class SentBefore(Conflict):
    title = "Another report was sent with this source_ref before; give each report its own"


class TooManyReports(TooMany):
    title = "This api_key has sent many reports in a short time; please wait a while"


class KeyNameTaken(Conflict):
    title = "A key with this name was made before; choose another name"


class BadKeyName(Invalid):
    title = "A key's name has 3 to 40 small letters, digits, dots, dashes or underscores"


class UnknownKey(Missing):
    title = "There is no key with this name that is in use"
