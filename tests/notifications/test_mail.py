"""E-mail, spoken to a real server of another making."""

import ssl
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest

from api.settings import BadSetting, Settings, read
from notifications.channels import channels_for
from notifications.channels.mail import Mail
from notifications.channels.sending import EmailMessage
from notifications.errors import AddressDead, GiveUp, NotSent, code_of
from tests.notifications.mailbox import (
    HERE,
    NAME,
    PASSWORD,
    Mailbox,
    allows,
    certificate,
    listening,
)

SENDER = "doithoai@example.vn"
LETTER = EmailMessage(
    "ba.tam@example.vn", "Vụ việc của ông/bà: Có trả lời.", "Vụ việc ABC\n\nĐã có trả lời.", "17"
)
SIGNED_IN = f"{NAME}:{quote(PASSWORD, safe='')}@"

Certificate = tuple[ssl.SSLContext, ssl.SSLContext]


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    return certificate(tmp_path_factory.mktemp("certificate"))


def sent(box: Mailbox, letter: EmailMessage = LETTER) -> None:
    """To a server on this machine, as a relay stands there."""
    with listening(box) as port:
        Mail(f"smtp://{HERE}:{port}", SENDER).send(letter)


def test_a_letter_arrives_with_what_the_standards_ask() -> None:
    box = Mailbox()

    sent(box)

    [(envelope, letter)] = box.letters
    assert (envelope.mail_from, envelope.rcpt_tos) == (SENDER, [LETTER.to])
    assert letter["From"] == f"Đối Thoại <{SENDER}>"
    assert (letter["To"], letter["Subject"]) == (LETTER.to, LETTER.subject)
    assert letter["Message-ID"] == "<17@example.vn>"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["Date"].datetime.isoformat() == "2026-03-02T08:00:00+07:00"
    assert letter.get_content_type() == "text/plain"
    assert letter.get_content().splitlines() == LETTER.text.splitlines()


def test_with_a_name_and_password_everything_goes_over_tls(shown: Certificate) -> None:
    box = Mailbox()
    how = {"tls_context": shown[0], "authenticator": allows, "auth_required": True}

    with listening(box, **how) as port:
        Mail(f"smtp://{SIGNED_IN}{HERE}:{port}", SENDER, shown[1]).send(LETTER)

    assert len(box.letters) == 1
    assert box.over_tls == [True]


def test_tls_from_the_first_byte_is_spoken_too(shown: Certificate) -> None:
    box = Mailbox()

    with listening(box, ssl_context=shown[0]) as port:
        Mail(f"smtps://{HERE}:{port}", SENDER, shown[1]).send(LETTER)

    assert len(box.letters) == 1


def test_a_server_that_cannot_show_who_it_is_gets_nothing(shown: Certificate) -> None:
    box = Mailbox()

    with listening(box, tls_context=shown[0]) as port, pytest.raises(ssl.SSLError) as refused:
        Mail(f"smtp://{SIGNED_IN}{HERE}:{port}", SENDER).send(LETTER)

    assert not isinstance(refused.value, GiveUp)
    assert box.letters == []


def test_nothing_leaves_this_machine_in_the_clear(monkeypatch: pytest.MonkeyPatch) -> None:
    box = Mailbox()
    monkeypatch.setattr("notifications.channels.mail._is_this_machine", lambda _: False)

    with pytest.raises(NotSent, match="NO_TLS"):
        sent(box)

    assert box.letters == []


def test_a_wrong_password_may_be_mended(shown: Certificate) -> None:
    box = Mailbox()
    how = {"tls_context": shown[0], "authenticator": allows, "auth_required": True}

    with listening(box, **how) as port, pytest.raises(NotSent, match="SMTP_535") as refused:
        Mail(f"smtp://{NAME}:wrong@{HERE}:{port}", SENDER, shown[1]).send(LETTER)

    assert not isinstance(refused.value, GiveUp)
    assert box.letters == []


@pytest.mark.parametrize(
    ("answers", "expected", "code"),
    [
        ({"recipient": "550 No such mailbox"}, AddressDead, "SMTP_550"),
        ({"recipient": "451 Try again later"}, NotSent, "SMTP_451"),
        ({"data": "554 Not wanted"}, GiveUp, "SMTP_554"),
        ({"data": "452 No room"}, NotSent, "SMTP_452"),
    ],
)
def test_a_refusal_is_final_or_passing(
    answers: dict[str, str], expected: type[NotSent], code: str
) -> None:
    with pytest.raises(NotSent) as refused:
        sent(Mailbox(**answers))  # type: ignore[arg-type]

    assert type(refused.value) is expected
    assert refused.value.code == code


def test_a_server_that_is_not_there_is_tried_again() -> None:
    with listening(Mailbox()) as port:
        gone = port

    with pytest.raises(OSError, match="refused") as refused:
        Mail(f"smtp://{HERE}:{gone}", SENDER).send(LETTER)

    assert code_of(refused.value) == "ConnectionRefusedError"


@pytest.mark.parametrize("address", ["bà.tám@example.vn", "ba tam@example.vn", "ba@tam@x.vn", "ba"])
def test_an_address_that_no_server_takes_is_given_up(address: str) -> None:
    box = Mailbox()

    with pytest.raises(GiveUp, match="ADDRESS_"):
        sent(box, replace(LETTER, to=address))

    assert box.letters == []


def test_a_repeated_letter_has_the_same_name() -> None:
    box = Mailbox()

    sent(box)
    sent(box)

    assert len({letter["Message-ID"] for _, letter in box.letters}) == 1
    assert len(box.letters) == 2


def test_an_installation_with_a_mail_server_uses_it(some_settings: Settings) -> None:
    box = Mailbox()

    with listening(box) as port:
        settings = replace(some_settings, email_url=f"smtp://{HERE}:{port}", email_from=SENDER)
        channels_for(settings).send(LETTER)

    assert len(box.letters) == 1


@pytest.mark.parametrize(
    "given",
    [
        {"EMAIL_URL": "http://mail.example.vn:25", "EMAIL_FROM": SENDER},
        {"EMAIL_URL": "smtp://mail.example.vn", "EMAIL_FROM": SENDER},
        {"EMAIL_URL": "smtps://mail.example.vn:465"},
    ],
)
def test_a_mail_server_that_cannot_be_one_is_refused(given: dict[str, str], home: Path) -> None:
    usual = {"DATABASE_URL": "postgresql+psycopg:///x", "DOITHOAI_HOME": str(home)}

    with pytest.raises(BadSetting, match="EMAIL_"):
        read(usual | given)
