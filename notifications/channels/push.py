"""Push through Firebase Cloud Messaging; the only module that knows Google."""

import logging
from pathlib import Path
from typing import Any

import firebase_admin
from firebase_admin import credentials, exceptions, messaging

from api.core.ids import new_id
from notifications.channels.sending import PushMessage
from notifications.errors import AddressDead, GiveUp, NotSent
from notifications.models import AddressKind

log = logging.getLogger(__name__)

TIMEOUT = 10
"""Seconds Google has to answer."""

TARGETS = {AddressKind.FID: "fid", AddressKind.TOKEN: "token"}
"""The member of Google's message for each kind of address; they are never exchanged."""

_OF_THE_ADDRESS = frozenset(f"message.{member}" for member in TARGETS.values())


class Firebase:
    """Sends to one device at a time, once: the queue repeats, nobody else does."""

    def __init__(self, service_account: Path, url: str = "") -> None:
        """`url` is another address of the same protocol, for the demonstration and tests."""
        self._app = firebase_admin.initialize_app(
            credentials.Certificate(str(service_account)),
            {"httpTimeout": TIMEOUT},
            name=f"doithoai-{new_id()}",
        )
        _tame(messaging._get_messaging_service(self._app), self._app.project_id, url)  # noqa: SLF001

    def send(self, message: PushMessage) -> None:
        """Hand the message to Google."""
        try:
            messaging.send(_as_google_says(message), app=self._app)
        except exceptions.FirebaseError as error:
            raise _meaning(error) from error


def _tame(service: Any, project: str, url: str) -> None:
    """What the library has no public way to set: one attempt, one host, perhaps another address."""
    for adapter in service._client.session.adapters.values():  # noqa: SLF001
        adapter.max_retries = adapter.max_retries.new(total=0)
    # It would ask another of Google's hosts where our token may be used; push needs no answer.
    asks = "_is_regional_access_boundary_lookup_required"
    setattr(service._credential, asks, lambda: False)  # noqa: SLF001
    if url:
        path = f"/v1/projects/{project}/messages:send"
        service._fcm_url = url.rstrip("/") + path  # noqa: SLF001


def _as_google_says(message: PushMessage) -> messaging.Message:
    """The message, with a tag by which a device shows it once even when it comes twice."""
    if message.kind not in TARGETS:
        raise GiveUp("NO_WEB_PUSH")
    tag = message.data["n"]
    said = messaging.Message(
        data=dict(message.data),
        notification=messaging.Notification(title=message.title, body=message.body),
        android=messaging.AndroidConfig(
            collapse_key=tag, notification=messaging.AndroidNotification(tag=tag)
        ),
        apns=messaging.APNSConfig(headers={"apns-collapse-id": tag}),
        webpush=messaging.WebpushConfig(notification=messaging.WebpushNotification(tag=tag)),
    )
    # Set afterwards: the constructor warns of every token, and devices still have them.
    setattr(said, TARGETS[message.kind], message.to)
    return said


def _meaning(error: exceptions.FirebaseError) -> NotSent:
    """What Google's refusal means for the delivery and for the address."""
    if isinstance(error, messaging.UnregisteredError):
        return AddressDead("UNREGISTERED")
    if isinstance(error, messaging.SenderIdMismatchError):
        log.error("an address belongs to another project: check the credentials")
        return AddressDead("SENDER_ID_MISMATCH")
    if isinstance(error, exceptions.InvalidArgumentError):
        if _is_about_address(error):
            return AddressDead("INVALID_ADDRESS")
        log.error("Google does not accept what we send")
        return GiveUp("INVALID_ARGUMENT")
    return NotSent(error.code)


def _is_about_address(error: exceptions.FirebaseError) -> bool:
    """Whether the address is invalid: named as such, or nothing is named at all."""
    details = error.http_response.json().get("error", {}).get("details", [])
    fields = {
        violation.get("field")
        for detail in details
        for violation in detail.get("fieldViolations", [])
    }
    return not fields or not fields.isdisjoint(_OF_THE_ADDRESS)
