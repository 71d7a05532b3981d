"""Reception days over HTTP."""

from typing import Any
from uuid import UUID

from flask import Response, jsonify

from api.authorities.lookup import position_named, unit_named
from api.core.access import Role, actor_or_none, allowed, current_actor, public
from api.core.http import Blueprint, Page
from api.core.openapi import gives_any_of, refuses
from api.dialogues.receptions import actions, moving, queries
from api.dialogues.receptions.models import Excuse, Held, OtherDay, Plan, Reception
from api.dialogues.receptions.schemas import (
    HoldingGiven,
    OtherDayGiven,
    PostponementGiven,
    ReceptionForOfficials,
    ReceptionPage,
    ReceptionPlan,
    ReceptionShown,
    ScheduleQuery,
)
from api.dialogues.receptions.views import shown

blueprint = Blueprint(
    "receptions",
    __name__,
    url_prefix="/api/v1/receptions",
    description="The days on which heads receive citizens.",
)

KEEPERS = (Role.HEAD, Role.ASSISTANT, Role.RECEIVER)


@blueprint.put("/<uuid:reception_id>")
@allowed(*KEEPERS)
@blueprint.response(200, ReceptionForOfficials, description="It was there already")
@blueprint.arguments(ReceptionPlan)
@blueprint.response(201, ReceptionForOfficials)
def plan(planned: Plan, reception_id: UUID) -> Response:
    """Plan a reception day (200 when it was there already); everybody reads it at once"""
    reception, is_new = actions.plan(reception_id, planned, current_actor())
    return _for_officials(reception, 201 if is_new else 200)


@blueprint.get("")
@public
@blueprint.arguments(ScheduleQuery, location="query")
@blueprint.response(200, ReceptionPage)
def receptions(query: dict[str, Any]) -> Page[dict[str, Any]]:
    """The schedule of reception days, by day"""
    unit, position = query.pop("unit", None), query.pop("position", None)
    wanted = queries.Wanted(
        **query,
        unit_ids=[unit_named(unit).id] if unit else None,
        position_id=position_named(position).id if position else None,
    )
    page = Page.of(queries.schedule(wanted), wanted.limit, "ordinal")
    return Page([shown(each) for each in page.items], page.next)


@blueprint.get("/<uuid:reception_id>")
@public
@gives_any_of(ReceptionShown, ReceptionForOfficials)
@blueprint.response(200, ReceptionShown)
def reception(reception_id: UUID) -> Response:
    """A reception day; officials read also who received in person"""
    found = queries.reception_to_read(reception_id)
    actor = actor_or_none()
    if actor is not None and actor.position_ids:
        return _for_officials(found)
    return jsonify(ReceptionShown().dump(shown(found)))


@blueprint.post("/<uuid:reception_id>/holding")
@allowed(*KEEPERS)
@blueprint.arguments(HoldingGiven)
@blueprint.response(201, ReceptionForOfficials)
def holding(held: Held, reception_id: UUID) -> Response:
    """Record that it was held, by whom in person, and how many came"""
    return _for_officials(actions.hold(reception_id, held, current_actor()), 201)


@blueprint.post("/<uuid:reception_id>/postponement")
@allowed(*KEEPERS)
@blueprint.arguments(PostponementGiven)
@blueprint.response(201, ReceptionForOfficials)
def postponement(excuse: Excuse, reception_id: UUID) -> Response:
    """Record that it is not held on that day, with the reason and the public notice"""
    return _for_officials(actions.call_off(reception_id, excuse, current_actor()), 201)


@blueprint.post("/<uuid:reception_id>/rescheduling")
@allowed(*KEEPERS)
@refuses({"409": "It is recorded already, or the id is taken"})
@blueprint.arguments(OtherDayGiven)
@blueprint.response(201, ReceptionForOfficials)
def rescheduling(other: OtherDay, reception_id: UUID) -> Response:
    """Hold it on another day: this one is called off with the reason; who booked is told"""
    return _for_officials(moving.move(reception_id, other, current_actor()), 201)


def _for_officials(found: Reception, status: int = 200) -> Response:
    response = jsonify(ReceptionForOfficials().dump(shown(found)))
    response.status_code = status
    return response
