"""The secrets of the demonstration's sign-ins, kept in its home so that they can be shown again."""

import json
from collections.abc import Mapping
from pathlib import Path

from api.accounts.officials import Secrets

_FILE = Path("keys/demo-accounts.json")


def kept(home: Path) -> dict[str, Secrets]:
    """The secrets by login; empty before the first load."""
    path = home / _FILE
    if not path.exists():
        return {}
    found = json.loads(path.read_text(encoding="utf-8"))
    return {login: Secrets(**secrets) for login, secrets in found.items()}


def keep(home: Path, secrets: Mapping[str, Secrets]) -> None:
    """Keep them where only the owner of the home may read; the file appears whole or not at all."""
    path = home / _FILE
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    new = path.with_suffix(".new")
    new.unlink(missing_ok=True)
    text = json.dumps({login: vars(given) for login, given in secrets.items()}, indent=1)
    new.touch(mode=0o600)
    new.write_text(text, encoding="utf-8")
    new.replace(path)
