"""Pictures of pages made smaller: few colours, each named once, as PNG (ISO/IEC 15948) has it."""

import struct
import zlib
from collections import Counter
from collections.abc import Iterator

_SIGNATURE = b"\x89PNG\r\n\x1a\n"

_STEPS = 8
"""How many values of one colour fall together when there are too many: nobody sees so few."""


def smaller(content: bytes) -> bytes:
    """The same picture with at most 256 colours; as it was when that makes it no smaller."""
    width, height, channels, rows = _read(content)
    pixels = [
        bytes(row[at : at + 3]) for row in rows for at in range(0, width * channels, channels)
    ]
    palette = _palette(pixels)
    indexed = bytes(palette[each] for each in pixels)
    lines = b"".join(
        b"\0" + indexed[start : start + width] for start in range(0, width * height, width)
    )
    colours = dict.fromkeys(sorted(set(palette.values())), b"")
    for colour, place in palette.items():
        colours[place] = colours[place] or colour
    made = (
        _SIGNATURE
        + _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0))
        + _chunk(b"PLTE", b"".join(colours[place] for place in sorted(colours)))
        + _chunk(b"IDAT", zlib.compress(lines, 9))
        + _chunk(b"IEND", b"")
    )
    return min(made, content, key=len)


def _palette(pixels: list[bytes]) -> dict[bytes, int]:
    """Where each colour stands; the rarest stand where the nearest of the others does."""
    counted = [colour for colour, _ in Counter(pixels).most_common()]
    kept = counted[:256]
    places = {colour: place for place, colour in enumerate(kept)}
    near: dict[bytes, int] = {}
    for colour in counted[256:]:
        rough = bytes(part // _STEPS for part in colour)
        if rough not in near:
            near[rough] = min(range(len(kept)), key=lambda at: _distance(kept[at], colour))
        places[colour] = near[rough]
    return places


def _distance(one: bytes, other: bytes) -> int:
    return sum((a - b) ** 2 for a, b in zip(one, other, strict=True))


def _read(content: bytes) -> tuple[int, int, int, list[bytearray]]:
    """Width, height, channels and the rows of a picture as a browser takes it."""
    chunks = dict[bytes, bytes]()
    for kind, data in _chunks(content):
        chunks[kind] = chunks.get(kind, b"") + data
    width, height, depth, colour = struct.unpack(">IIBB", chunks[b"IHDR"][:10])
    assert depth == 8
    channels = {2: 3, 6: 4}[colour]
    raw, length = zlib.decompress(chunks[b"IDAT"]), width * channels
    rows = list[bytearray]()
    above = bytearray(length)
    for start in range(0, len(raw), length + 1):
        above = _unfiltered(
            raw[start], bytearray(raw[start + 1 : start + 1 + length]), above, channels
        )
        rows.append(above)
    return width, height, channels, rows


def _unfiltered(kind: int, row: bytearray, above: bytearray, step: int) -> bytearray:
    for at in range(len(row)):
        left = row[at - step] if at >= step else 0
        corner = above[at - step] if at >= step else 0
        row[at] = (row[at] + _guess(kind, left, above[at], corner)) & 255
    return row


def _guess(kind: int, left: int, up: int, corner: int) -> int:
    """What the filter of a row takes away from each value."""
    if kind == 4:
        near = left + up - corner
        return min((left, up, corner), key=lambda each: abs(near - each))
    return (0, left, up, (left + up) // 2)[kind]


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(_SIGNATURE)
    while at < len(content):
        length = int.from_bytes(content[at : at + 4])
        yield content[at + 4 : at + 8], content[at + 8 : at + 8 + length]
        at += 12 + length


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
