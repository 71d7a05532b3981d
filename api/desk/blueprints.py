"""All that this room answers over HTTP."""

from typing import Final

from api.desk.routes import blueprint as desks
from api.desk.visit_routes import blueprint as petitions_of_visits

blueprints: Final = (desks, petitions_of_visits)
