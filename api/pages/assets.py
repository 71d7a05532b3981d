"""The style sheet and the script of the pages: small, served from here, named by their content."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "static"

_TYPES: Mapping[str, str] = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}


@dataclass(frozen=True)
class Asset:
    """One file, read once."""

    content: bytes
    content_type: str

    @property
    def mark(self) -> str:
        """Changes with every change of the content."""
        return hashlib.sha256(self.content).hexdigest()[:12]


@cache
def assets() -> Mapping[str, Asset]:
    """Every file there is, by its name."""
    return {
        path.name: Asset(path.read_bytes(), _TYPES[path.suffix])
        for path in sorted(_FOLDER.iterdir())
    }


@cache
def address_of(name: str) -> str:
    """Where a page finds the file; a changed file has another address."""
    return f"/static/{name}?v={assets()[name].mark}"
