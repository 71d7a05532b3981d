"""What may be the matter with finding who is responsible."""

from api.core.errors import Conflict


class NobodyResponsible(Conflict):
    title = "Nobody is named as responsible for this; please ask at the reception desk"
