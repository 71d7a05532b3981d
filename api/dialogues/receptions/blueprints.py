"""All that this room answers over HTTP."""

from typing import Final

from api.dialogues.receptions.booking_routes import blueprint as bookings
from api.dialogues.receptions.pattern_routes import blueprint as patterns
from api.dialogues.receptions.routes import blueprint as receptions
from api.dialogues.receptions.visit_routes import blueprint as visits

blueprints: Final = (receptions, patterns, visits, bookings)
