"""E-mail files as programs and people really write them."""

from email.message import EmailMessage
from typing import Any

WORDS = "Kính gửi UBND phường,\n\nCống trước ngõ 12 bị tắc."


def eml(text: str = WORDS, files: dict[str, bytes] | None = None, **headers: Any) -> bytes:
    """A letter of a program that knows its standards."""
    made = EmailMessage()
    usual = {
        "From": "Nguyễn Văn Mẫu <mau@example.vn>",
        "To": "tiepdan@example.vn",
        "Subject": "Phản ánh cống tắc, ngõ 12",
        "Date": "Fri, 27 Feb 2026 09:30:00 +0700",
        "Message-ID": "<1@mail.example.vn>",
    }
    for name, value in (usual | headers).items():
        if value is not None:
            made[name] = value
    made.set_content(text)
    for name, content in (files or {}).items():
        made.add_attachment(content, maintype="image", subtype="jpeg", filename=name)
    return bytes(made)


def raw(body: bytes, content_type: str = "text/plain", **headers: str) -> bytes:
    """A letter as some old program writes it: headers unencoded, the body in whatever it likes."""
    usual = {"From": "a@b.vn", "Subject": "Đèn đường hỏng", "Message-ID": "<2@b.vn>"}
    lines = [f"{name}: {value}".encode() for name, value in (usual | headers).items()]
    lines += [b"Content-Type: " + content_type.encode()]
    return b"\r\n".join([*lines, b"", body])
