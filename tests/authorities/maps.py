"""Made-up boundaries: squares side by side, far from any real one."""

import json
from pathlib import Path
from typing import Any

Square = tuple[float, float, float]
"""Longitude and latitude of the lower left corner, and the length of a side, in degrees."""

WEST, EAST = "11359", "11383"
"""Two communes, the second to the right of the first."""


def ring(square: Square) -> list[list[float]]:
    """A closed ring around the square."""
    x, y, side = square
    return [[x, y], [x + side, y], [x + side, y + side], [x, y + side], [x, y]]


def feature(code: str, square: Square = (0, 0, 1), **given: Any) -> dict[str, Any]:
    """A commune that is a square."""
    geometry = {"type": "Polygon", "coordinates": [ring(square)]} | given
    return {"type": "Feature", "properties": {"code": code}, "geometry": geometry}


def written_to(path: Path, *features: Any, **given: Any) -> Path:
    """A file with these features."""
    whole = {"type": "FeatureCollection", "features": list(features)} | given
    path.write_text(json.dumps(whole), encoding="utf-8")
    return path


def two_squares(path: Path) -> Path:
    """The west and the east, with a common side."""
    return written_to(path, feature(WEST), feature(EAST, (1, 0, 1)))
