"""The environment, read once, typed, loud when wrong."""

import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

DEMONSTRATED = "31-hai-phong"
"""The province that the demonstration shows, by the name of its folder of documents."""

DEMONSTRATION = "demonstration"
"""A file of this name in a home says that it holds the demonstration."""


class BadSetting(Exception):
    """The program cannot start like this; the message says which setting and why."""


@dataclass(frozen=True)
class Settings:
    """Everything the program is told from outside. `deploy/env.example` has a line for each."""

    database_url: str
    """The role that runs: no superuser, may not change what happened."""
    database_owner_url: str
    """The role that migrates; empty where this process never does."""
    home: Path
    """Folder of the files, keys and kept messages of this installation."""
    secret_key: str
    """Pepper of sign-in codes; never in the database."""
    demonstration: bool = False
    """Made-up people and promises, with a banner; off in production."""
    province: str = ""
    """The folder of the province's own documents; empty for none but those of the whole country."""
    hosts: tuple[str, ...] = ()
    """Host names this installation answers to; empty for any."""
    public_address: str = ""
    """Where people find this installation, as links in messages and on papers begin; without it
    messages have no links."""
    proxies: int = 0
    """How many proxies of ours stand before the web server and say who called."""
    secure_cookies: bool = False
    outbox: bool = False
    """Keep messages in `outbox.jsonl` where no gateway is set; never in production, where it would
    hold everybody's sign-in codes."""
    firebase_credentials: Path | None = None
    """Google's service account file; without it push messages are kept in the outbox."""
    firebase_url: str = ""
    """Another address of FCM's protocol, for the demonstration and tests."""
    email_url: str = ""
    """The mail server, with name and password; without it e-mail is kept in the outbox."""
    email_from: str = ""
    """The address e-mail comes from."""
    files_url: str = ""
    """The bucket that files lie in; without it they lie in the home."""
    files_access_key: str = ""
    files_secret_key: str = ""
    """Who we are to the bucket."""
    clamd: str = ""
    """The virus scanner; without it files are given out unchecked."""


def home_folder(environment: Mapping[str, str] | None = None) -> Path:
    """Where this installation keeps its things: `DOITHOAI_HOME`, else `./var`."""
    source = os.environ if environment is None else environment
    return Path(source.get("DOITHOAI_HOME", "var")).resolve()


def read(environment: Mapping[str, str] | None = None) -> Settings:
    """Read the settings of this process; `BadSetting` when one is missing or wrong."""
    source = dict(os.environ if environment is None else environment)
    if source.get("FIREBASE_AUTH_EMULATOR_HOST"):
        raise BadSetting("FIREBASE_AUTH_EMULATOR_HOST turns off the check of tokens: unset it")
    home = home_folder(source)
    demonstration = _switch(source, "DEMONSTRATION") or (home / DEMONSTRATION).exists()
    credentials = source.get("FIREBASE_CREDENTIALS", "")
    return Settings(
        database_url=_required(source, "DATABASE_URL"),
        database_owner_url=_secret(source, "DATABASE_OWNER_URL"),
        home=home,
        secret_key=_secret(source, "SECRET_KEY") or _kept_key(home),
        demonstration=demonstration,
        province=source.get("PROVINCE", DEMONSTRATED if demonstration else ""),
        hosts=tuple(source.get("HOSTS", "").split()),
        public_address=_address(source),
        proxies=_number(source, "PROXIES"),
        secure_cookies=_switch(source, "SECURE_COOKIES"),
        outbox=_switch(source, "OUTBOX") or demonstration,
        firebase_credentials=Path(credentials) if credentials else None,
        firebase_url=source.get("FIREBASE_URL", ""),
        email_url=_mail_server(source),
        email_from=source.get("EMAIL_FROM", ""),
        files_url=source.get("FILES_URL", ""),
        files_access_key=_secret(source, "FILES_ACCESS_KEY"),
        files_secret_key=_secret(source, "FILES_SECRET_KEY"),
        clamd=source.get("CLAMD", ""),
    )


def _required(source: Mapping[str, str], name: str) -> str:
    value = _secret(source, name)
    if not value:
        raise BadSetting(f"{name} is not set: see deploy/env.example")
    if not value.startswith("postgresql+psycopg://"):
        raise BadSetting(f"{name} must begin with postgresql+psycopg://")
    return value


def _secret(source: Mapping[str, str], name: str) -> str:
    """The value of NAME, or the content of the file that NAME_FILE names."""
    file = source.get(f"{name}_FILE")
    return Path(file).read_text().strip() if file else source.get(name, "")


def _address(source: Mapping[str, str]) -> str:
    """An address without a path, since the pages stand at its root."""
    value = source.get("PUBLIC_ADDRESS", "").rstrip("/")
    if not value:
        return ""
    named = urlsplit(value)
    is_whole = named.scheme in {"http", "https"} and bool(named.hostname)
    if not is_whole or value != f"{named.scheme}://{named.netloc}" or named.username:
        raise BadSetting("PUBLIC_ADDRESS must look like https://doithoai.example.vn")
    return value


def _mail_server(source: Mapping[str, str]) -> str:
    """The server with its port, and somebody whom e-mail comes from; or neither."""
    value = _secret(source, "EMAIL_URL")
    if not value:
        return ""
    server = urlsplit(value)
    if server.scheme not in {"smtp", "smtps"} or not server.hostname or not server.port:
        raise BadSetting("EMAIL_URL must look like smtps://name:password@host:465")
    if "@" not in source.get("EMAIL_FROM", ""):
        raise BadSetting("EMAIL_FROM is not set: e-mail must come from an address")
    return value


def _switch(source: Mapping[str, str], name: str) -> bool:
    value = source.get(name, "no").lower()
    if value not in {"yes", "no"}:
        raise BadSetting(f"{name} must be yes or no, not {value!r}")
    return value == "yes"


def _number(source: Mapping[str, str], name: str) -> int:
    value = source.get(name, "0")
    if not (value.isascii() and value.isdigit()):
        raise BadSetting(f"{name} must be a number, not {value!r}")
    return int(value)


def _kept_key(home: Path) -> str:
    """The key of an installation that was given none: made once, kept in its home."""
    path = home / "keys" / "secret"
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    mine = path.with_suffix(f".{os.getpid()}")
    mine.touch(mode=0o600)
    mine.write_text(secrets.token_urlsafe(48))
    with suppress(FileExistsError):  # of several processes the first one's key stands, whole
        path.hardlink_to(mine)
    mine.unlink()
    return path.read_text()
