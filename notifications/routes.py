"""Inbox and devices over HTTP."""

from typing import Any
from uuid import UUID

from api.core.access import allowed, current_actor
from api.core.http import Blueprint, Page
from api.core.i18n import preferred_locale
from notifications import actions, queries
from notifications.models import Device
from notifications.schemas import DeviceGiven, DeviceShown, InboxPage, InboxQuery, MessageShown
from notifications.views import InInbox

inbox = Blueprint(
    "inbox", __name__, url_prefix="/api/v1/inbox", description="What somebody was told."
)
devices = Blueprint(
    "devices", __name__, url_prefix="/api/v1/devices", description="Where messages are shown."
)
blueprints = (inbox, devices)


@inbox.get("")
@allowed()
@inbox.arguments(InboxQuery, location="query")
@inbox.response(200, InboxPage)
def messages(query: dict[str, Any]) -> Page[InInbox]:
    """What you were told, newest first"""
    limit, locale = query["limit"], preferred_locale()
    found = queries.inbox(current_actor().account_id, query.get("after"), limit)
    return Page.of([InInbox(entry, locale) for entry in found], limit, "id")


@inbox.post("/<uuid:message_id>/reading")
@allowed()
@inbox.response(200, MessageShown)
def reading(message_id: UUID) -> InInbox:
    """Note that you read a message"""
    actions.read(message_id, current_actor().account_id)
    return InInbox(queries.entry(message_id), preferred_locale())


@devices.put("/<uuid:device_id>")
@allowed()
@devices.response(200, DeviceShown, description="It was known already")
@devices.arguments(DeviceGiven)
@devices.response(201, DeviceShown)
def register(given: dict[str, Any], device_id: UUID) -> tuple[Device, int]:
    """Show messages on this device (200 when it was known already)"""
    device, is_new = actions.register(device_id, current_actor().account_id, **given)
    return device, 201 if is_new else 200


@devices.delete("/<uuid:device_id>")
@allowed()
@devices.response(204)
def unregister(device_id: UUID) -> None:
    """Show no more messages on this device"""
    actions.unregister(device_id, current_actor().account_id)
