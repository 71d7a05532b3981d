"""XML as every room writes it: whole, in UTF-8, and without the signs that XML cannot hold."""

import re
from xml.etree.ElementTree import Element, SubElement, tostring

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def root_of(tag: str, **attributes: str) -> Element:
    """The outermost element; an attribute `xmlns` says of which language it is."""
    return Element(tag, {name: holdable(value) for name, value in attributes.items()})


def add(parent: Element, tag: str, text: object = None, **attributes: str) -> Element:
    """One element more; without a text it is empty."""
    made = SubElement(parent, tag, {name: holdable(value) for name, value in attributes.items()})
    made.text = None if text is None else holdable(_plain(text))
    return made


def holdable(text: str) -> str:
    """The text without control characters and halves of signs, which no XML may have."""
    return _FORBIDDEN.sub("", text)


def written(root: Element) -> bytes:
    """The whole document, with its declaration."""
    made: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return made


def _plain(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
