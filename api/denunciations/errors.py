"""What may be the matter with a paper in the register."""

from api.core.errors import Conflict, Forbidden, Invalid


class NotTheRegister(Forbidden):
    title = (
        "Papers of denunciation are registered by the reception, inspection or Party inspection"
        " desk above the communes, and by nobody else"
    )


class PaperIdTaken(Conflict):
    title = "This id belongs to another paper; make a new one"


class NumberTaken(Conflict):
    title = "This number stands in the register of this year already; look at the paper"


class PaperNotOpen(Conflict):
    title = "The paper does not allow this step as it stands; read it again"


class StepOutsideTime(Invalid):
    title = "A step is taken on a day from the one before it to today; check the day on the paper"


class NoMoreTime(Conflict):
    title = "The law gives no further time on this ground; the day stands"
