"""Inbox, devices and preferences over HTTP."""

from typing import Any
from uuid import UUID

from api.core.access import allowed, current_actor
from api.core.http import Blueprint, KeyedPageQuery
from api.core.i18n import preferred_locale
from api.core.openapi import refuses
from notifications import actions, queries
from notifications.models import Device
from notifications.queries import Counts
from notifications.schemas import (
    AddressCode,
    CountsShown,
    DeviceGiven,
    DeviceShown,
    InboxPage,
    MessageShown,
    PreferencesGiven,
    PreferencesShown,
    ReadUntil,
)
from notifications.views import InboxShown, InInbox, inbox_of, preferences_of

inbox = Blueprint(
    "inbox", __name__, url_prefix="/api/v1/inbox", description="What somebody was told."
)
devices = Blueprint(
    "devices", __name__, url_prefix="/api/v1/devices", description="Where messages are shown."
)
preferences = Blueprint(
    "preferences",
    __name__,
    url_prefix="/api/v1/preferences",
    description="How somebody wants to be told.",
)
blueprints = (inbox, devices, preferences)


@inbox.get("")
@allowed()
@inbox.arguments(KeyedPageQuery, location="query")
@inbox.response(200, InboxPage)
def messages(query: dict[str, Any]) -> InboxShown:
    """What you were told, newest first, and how much of it you have read"""
    return inbox_of(current_actor(), query.get("after"), query["limit"], preferred_locale())


@inbox.post("/reading")
@allowed()
@refuses({"404": "There is no such message in your inbox"})
@inbox.arguments(ReadUntil)
@inbox.response(200, CountsShown)
def reading_all(given: dict[str, Any]) -> Counts:
    """Note that you read this message and all before it"""
    actor = current_actor()
    actions.read_until(given["until"], actor)
    return queries.counts(actor)


@inbox.post("/<uuid:message_id>/reading")
@allowed()
@inbox.response(200, MessageShown)
def reading(message_id: UUID) -> InInbox:
    """Note that you read a message"""
    actor = current_actor()
    actions.read(message_id, actor)
    return InInbox(queries.entry_for(message_id, actor), preferred_locale())


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


@preferences.get("")
@allowed()
@preferences.response(200, PreferencesShown)
def how_you_are_told() -> dict[str, Any]:
    """How you are told"""
    return preferences_of(current_actor().account_id)


@preferences.put("")
@allowed()
@refuses({"429": "Too many codes for this address"})
@preferences.arguments(PreferencesGiven)
@preferences.response(200, PreferencesShown)
def choose(given: dict[str, Any]) -> dict[str, Any]:
    """Choose how you are told; a new e-mail address is sent a code"""
    account_id = current_actor().account_id
    actions.choose(account_id, given)
    return preferences_of(account_id)


@preferences.post("/email-confirmation")
@allowed()
@refuses({"429": "Too many wrong codes"})
@preferences.arguments(AddressCode)
@preferences.response(200, PreferencesShown)
def confirm(given: dict[str, Any]) -> dict[str, Any]:
    """Confirm your e-mail address with the code that was sent there"""
    account_id = current_actor().account_id
    actions.confirm(account_id, given["code"])
    return preferences_of(account_id)
