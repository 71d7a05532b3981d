"""How much one answer holds, as the standard has it."""

import tomllib
from datetime import timedelta
from pathlib import Path

_FILE = Path(__file__).parent / "data" / "limits.toml"
_READ = tomllib.loads(_FILE.read_text(encoding="utf-8"))

SPAN = timedelta(_READ["span"])
"""From the first to the last report."""

MOST: int = _READ["reports"]
