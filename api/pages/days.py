"""Days as people type them, and as programs do."""

from datetime import date, datetime


def as_iso(written: str) -> str:
    """`2026-03-16` of itself or of `16/03/2026`; what is no day stays as it was written."""
    try:
        return date.fromisoformat(written).isoformat()
    except ValueError:
        return _as_people_write(written)


def as_typed(written: str) -> str:
    """`16/03/2026` of `2026-03-16`; what is no day stays as it was written."""
    try:
        return f"{date.fromisoformat(written):%d/%m/%Y}"
    except ValueError:
        return written


def _as_people_write(written: str) -> str:
    try:
        return datetime.strptime(written, "%d/%m/%Y").date().isoformat()  # noqa: DTZ007 -- a day
    except ValueError:
        return written
