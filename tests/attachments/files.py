"""Files of every kind, honest and hostile, made here and nowhere kept."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from PIL import Image, ImageCms, PngImagePlugin
from PIL.ExifTags import IFD

SEND = "/api/v1/attachments"

_BOUNDARY = "between-the-parts"
FORM = f"multipart/form-data; boundary={_BOUNDARY}"

MARKER = "SECRETWORDS"
"""Stands in every piece of metadata that a picture here carries."""

PLACE = (20.86, 106.685)

_GPS = {1: "N", 2: (20.0, 51.0, 36.0), 3: "E", 4: (106.0, 41.0, 6.0)}
_OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TYPES = f'<Types><Override PartName="/word/document.xml" ContentType="{_OFFICE}"/></Types>'


def picture(
    width: int = 80, height: int = 40, kind: str = "JPEG", colour: Any = "navy", **more: Any
) -> bytes:
    """A picture of one colour without metadata."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(out, kind, **more)
    return out.getvalue()


def told(kind: str = "JPEG", turned: int = 6) -> bytes:
    """A picture that is turned, and says in every way where it was taken, when and by whom."""
    exif = Image.Exif()
    exif.update({0x0112: turned, 0x010E: MARKER, 0x013B: MARKER})
    exif.get_ifd(IFD.GPSInfo).update(_GPS)
    more: dict[str, Any] = {"exif": exif.tobytes()}
    if kind != "AVIF":
        more["icc_profile"] = _profile()
    if kind == "JPEG":
        more |= {"xmp": f"<x:xmpmeta>{MARKER}</x:xmpmeta>".encode(), "comment": MARKER}
    if kind == "PNG":
        words = PngImagePlugin.PngInfo()
        words.add_text("Comment", MARKER)
        more["pnginfo"] = words
    return picture(kind=kind, **more)


def pdf(*more: bytes) -> bytes:
    """A PDF of one empty page, with these lines in it."""
    return b"\n".join(
        [
            b"%PDF-1.4",
            b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj",
            b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj",
            b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj",
            *more,
            b"trailer<</Root 1 0 R>>",
            b"%%EOF",
        ]
    )


def package(parts: Mapping[str, bytes | str] | None = None) -> bytes:
    """A DOCX file, with these parts beside its own."""
    out = io.BytesIO()
    own: dict[str, bytes | str] = {
        "[Content_Types].xml": _TYPES,
        "word/document.xml": "<w:document/>",
    }
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in (own | dict(parts or {})).items():
            made.writestr(name, content)
    return out.getvalue()


def locked_package() -> bytes:
    """A DOCX file whose parts say that they are encrypted."""
    made = bytearray(package())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = -1
        while (at := made.find(mark, at + 1)) >= 0:
            made[at + offset] |= 1
    return bytes(made)


def png_of(width: int, height: int, *chunks: tuple[bytes, bytes]) -> bytes:
    """A PNG file whose header says this size, with these chunks; nothing of it is checked."""
    header = struct.pack("!2I5B", width, height, 8, 2, 0, 0, 0)
    whole = [(b"IHDR", header), *chunks, (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, content) for name, content in whole)


def flat_png(side: int) -> bytes:
    """A true PNG of one bit a point, all white: many points in few bytes."""
    out = io.BytesIO()
    Image.new("1", (side, side)).save(out, "PNG")
    return out.getvalue()


def long_words_png() -> bytes:
    """A small PNG with a text that unpacks to 200 MB."""
    packed = zlib.compress(bytes(200_000_000), 9)
    points = zlib.compress(b"\0\0\0\0", 9)
    return png_of(1, 1, (b"zTXt", b"Comment\0\0" + packed), (b"IDAT", points))


def send(client: Any, content: bytes, name: str = "anh.jpg", id_: UUID | None = None) -> Any:
    """Send it as a form does."""
    given: dict[str, bytes | tuple[str, bytes]] = {"file": (name, content)}
    if id_ is not None:
        given["id"] = str(id_).encode()
    return client.post(SEND, data=form(given), content_type=FORM)


def form(members: Mapping[str, bytes | tuple[str, bytes]]) -> bytes:
    """A form with files by hand: the client's own leaves large ones open."""
    body = b""
    for name, given in members.items():
        called, content = given if isinstance(given, tuple) else (None, given)
        quoted = called and called.replace("\\", "\\\\")
        says = f'; filename="{quoted}"' if called is not None else ""
        head = f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"{says}\r\n\r\n'
        body += head.encode() + content + b"\r\n"
    return body + f"--{_BOUNDARY}--\r\n".encode()


def sent(client: Any, content: bytes | None = None, name: str = "anh.jpg") -> str:
    """The id of a file that was just sent: a small picture, when it does not matter."""
    response = send(client, picture() if content is None else content, name)
    assert response.status_code == 201, response.json
    return str(response.json["id"])


def _chunk(name: bytes, content: bytes) -> bytes:
    check = zlib.crc32(name + content)
    return struct.pack("!I", len(content)) + name + content + struct.pack("!I", check)


def _profile() -> bytes:
    """A colour profile that names the marker."""
    made = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return made + MARKER.encode()
