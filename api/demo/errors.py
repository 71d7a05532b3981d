"""What may be the matter with the demonstration."""

from api.core.errors import Conflict


class NotADemonstration(Conflict):
    title = "This installation is not a demonstration: nothing made up is loaded into it"
