"""What may be the matter with a request for a dialogue."""

from api.core.errors import Conflict, Invalid


class RequestIdTaken(Conflict):
    title = "This id belongs to another request for a dialogue; make a new one"


class AskedAlready(Conflict):
    title = "You have asked this government for a dialogue already; it counts once"


class RequestSettled(Conflict):
    title = "This request has been looked at or withdrawn already; read it again"


class NotOfACommune(Invalid):
    title = "A dialogue is asked of the People's Committee of a commune; name one"
