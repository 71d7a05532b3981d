"""What may be the matter with printing."""

from api.core.errors import Conflict


class TemplateBroken(Conflict):
    title = (
        "The template of this paper has a fault; ask whoever keeps the installation to mend it or"
        " to take it away"
    )
