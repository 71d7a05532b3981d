"""Names of rows (UUIDv7) and the codes people read."""

import secrets
import time
from uuid import UUID

CODE_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""32 symbols without 0, 1, I and O, which are misread."""
CODE_SYMBOLS = 9
RECEIPT_DIGITS = 12


def new_id() -> UUID:
    """A UUIDv7 (RFC 9562), in order to a quarter of a microsecond: newest last."""
    milliseconds, nanoseconds = divmod(time.time_ns(), 1_000_000)
    fraction = nanoseconds * 4096 // 1_000_000
    return UUID(
        int=milliseconds << 80 | 0x7 << 76 | fraction << 64 | 0b10 << 62 | secrets.randbits(62)
    )


def new_code() -> str:
    """A public code: 9 random symbols (45 bits) and a check character."""
    symbols = "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_SYMBOLS))
    return symbols + check_character(symbols)


def is_code(text: str) -> bool:
    """Whether the text has the form of a public code, with the right check character."""
    return (
        len(text) == CODE_SYMBOLS + 1
        and set(text) <= set(CODE_ALPHABET)
        and check_character(text[:-1]) == text[-1]
    )


def check_character(symbols: str) -> str:
    """Luhn mod 32: finds every wrong symbol and nearly every swap of neighbours."""
    total = 0
    for place, symbol in enumerate(reversed(symbols)):
        doubled = CODE_ALPHABET.index(symbol) * (2 if place % 2 == 0 else 1)
        total += doubled // 32 + doubled % 32
    return CODE_ALPHABET[-total % 32]


def new_receipt_number() -> str:
    """Twelve digits that can be said on the telephone; the last is the check digit (Luhn)."""
    digits = str(secrets.randbelow(9) + 1) + f"{secrets.randbelow(10**10):010d}"
    total = 0
    for place, digit in enumerate(reversed(digits)):
        doubled = int(digit) * (2 if place % 2 == 0 else 1)
        total += doubled // 10 + doubled % 10
    return digits + str(-total % 10)


def in_threes(receipt_number: str) -> str:
    """The digits in groups of three, as people say them on the telephone."""
    starts = range(0, len(receipt_number), 3)
    return " ".join(receipt_number[start : start + 3] for start in starts)
