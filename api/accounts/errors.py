"""What may be the matter with signing in."""

from api.core.errors import Conflict, Invalid, TooMany, Unauthenticated


class WrongCode(Unauthenticated):
    title = "This code is wrong or no longer valid; ask for a new one"


class WrongPassword(Unauthenticated):
    title = "Login, password or one-time code is wrong"


class TooManyCodes(TooMany):
    title = "Too many codes were asked for with this number; please wait a while"


class TooManyTries(TooMany):
    title = "Too many wrong attempts; please wait a while"


class NotAMobileNumber(Invalid):
    title = "Please give a Vietnamese mobile number"


class LoginTaken(Conflict):
    title = "This login is in use already"
