"""E-mail over SMTP: one plain letter to one mailbox, never in the clear over a network."""

import logging
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage as Letter
from email.policy import SMTP
from email.utils import format_datetime
from ipaddress import ip_address
from urllib.parse import unquote, urlsplit

from api.core import clock
from notifications.channels.sending import EmailMessage
from notifications.errors import AddressDead, GiveUp, NotSent

log = logging.getLogger(__name__)

TIMEOUT = 10
"""Seconds the server has for each answer."""

NAME = "Đối Thoại"

ENCRYPTED, ASKING = "smtps", "smtp"
"""The schemes of an address: TLS from the first byte, or after asking for it."""


class Mail:
    """Sends through one server, a connection for each letter: the queue repeats, nobody else does.

    `url` is `smtps://name:password@host:port`, or `smtp://…`, which asks for TLS after the greeting
    and goes without it only to a server on this very machine.
    """

    def __init__(self, url: str, sender: str, trust: ssl.SSLContext | None = None) -> None:
        """`trust` says whose certificates are believed; those of the system when left out."""
        self._server = urlsplit(url)
        self._sender = sender
        self._trust = trust or ssl.create_default_context()

    def send(self, message: EmailMessage) -> None:
        """Hand the letter to the server."""
        letter = self._letter(message)
        try:
            with self._connected() as connection:
                connection.send_message(letter, self._sender, [message.to])
        except smtplib.SMTPRecipientsRefused as error:
            [(code, _)] = error.recipients.values()
            raise _refused(code, AddressDead) from error
        except smtplib.SMTPAuthenticationError as error:
            log.error("the mail server does not accept our name and password")
            raise NotSent(_named(error.smtp_code)) from error
        except smtplib.SMTPResponseException as error:
            raise _refused(error.smtp_code, GiveUp) from error

    def _letter(self, message: EmailMessage) -> Letter:
        """As the standards write it: RFC 5322, and RFC 3834 so that no machine answers it."""
        letter = Letter(policy=SMTP)
        letter["From"] = Address(NAME, addr_spec=self._sender)
        letter["To"] = _mailbox(message.to)
        letter["Subject"] = message.subject
        letter["Date"] = format_datetime(clock.now())
        letter["Message-ID"] = f"<{message.key}@{self._sender.rpartition('@')[2]}>"
        letter["Auto-Submitted"] = "auto-generated"
        letter.set_content(message.text + "\n", cte="base64")
        return letter

    @contextmanager
    def _connected(self) -> Iterator[smtplib.SMTP]:
        host, port = self._server.hostname or "", self._server.port or 0
        if self._server.scheme == ENCRYPTED:
            made: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=TIMEOUT, context=self._trust)
        else:
            made = smtplib.SMTP(host, port, timeout=TIMEOUT)
        with made as connection:
            connection.ehlo()
            if self._server.scheme == ASKING:
                self._encrypt(connection, host)
            if self._server.username:
                name, password = self._server.username, self._server.password or ""
                connection.login(unquote(name), unquote(password))
            yield connection

    def _encrypt(self, connection: smtplib.SMTP, host: str) -> None:
        if connection.has_extn("starttls"):
            connection.starttls(context=self._trust)
            connection.ehlo()
        elif not _is_this_machine(host):
            log.error("the mail server offers no TLS: nothing is sent through it")
            raise NotSent("NO_TLS")


def _mailbox(address: str) -> Address:
    """The address as a header has it; `GiveUp` for one that not every server takes."""
    if not address.isascii():
        raise GiveUp("ADDRESS_NOT_ASCII")
    try:
        return Address(addr_spec=address)
    except (ValueError, HeaderParseError):
        raise GiveUp("ADDRESS_INVALID") from None


def _refused(code: int, for_good: type[GiveUp]) -> NotSent:
    """A code from 500 on is final (RFC 5321); a lower one may pass."""
    named = _named(code)
    return for_good(named) if code >= 500 else NotSent(named)


def _named(code: int) -> str:
    return f"SMTP_{code}"


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
