"""With which headers a file is given out, by us or by a bucket."""

from urllib.parse import quote

from api.attachments.models import Attachment

JPEG = "image/jpeg"
"""What every picture is given out as."""

CONTENT_POLICY = "default-src 'none'; sandbox"
"""Whatever a browser takes the file for, it may do nothing with it."""

PRIVATE = "private, no-store"
PUBLIC = "public, max-age=86400, immutable"
"""Of a picture that everybody may see."""


def headers_of(attachment: Attachment, media_type: str) -> dict[str, str]:
    """Type and name, as a store keeps them: shown in a page only when the picture is of our making.

    The name is given as RFC 8187 has it, in every letter; old browsers get a plain one.
    """
    is_ours = attachment.is_picture and media_type == JPEG
    way = "inline" if is_ours else "attachment"
    name = _name_of(attachment) if is_ours else attachment.name
    plain = "".join(sign if sign.isascii() and sign.isalnum() else "_" for sign in name[-40:])
    plain = plain if "." not in name[-40:] else f"tep.{name.rpartition('.')[2]}"
    plain = plain if plain.replace(".", "").replace("_", "").isalnum() else "tep"
    spelt = quote(name, safe="")
    return {
        "Content-Type": media_type,
        "Content-Disposition": f"{way}; filename=\"{plain}\"; filename*=UTF-8''{spelt}",
    }


def _name_of(attachment: Attachment) -> str:
    """A picture is given out as JPEG, whatever it was sent as."""
    stem, dot, _ = attachment.name.rpartition(".")
    return f"{stem if dot else attachment.name}.jpg"
