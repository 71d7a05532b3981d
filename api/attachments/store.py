"""Where the bytes are kept: a folder of this installation, or a bucket that speaks S3."""

import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO
from urllib.parse import parse_qsl, urlsplit

import obstore
from obstore.store import LocalStore, S3Store

from api.settings import BadSetting

_PIECE = 256 * 1024
_KNOWN = {"endpoint", "region", "path_style"}


@dataclass(frozen=True)
class Lying:
    """Something that lies in the store."""

    key: str
    changed_at: datetime


class Store:
    """Bytes by key. What has been put is there, also after the power went; deleting is no hurry."""

    def __init__(self, store: LocalStore | S3Store, folder: Path | None) -> None:
        self._store = store
        self._folder = folder

    @property
    def is_elsewhere(self) -> bool:
        """Whether others fetch from it themselves, by an address that it signs."""
        return self._folder is None

    def put(self, key: str, content: Path | IO[bytes] | bytes, headers: Mapping[str, str]) -> None:
        """Keep it under this key. The headers are those a signed address answers with."""
        attributes = {} if self._folder else dict(headers)
        obstore.put(self._store, key, content, attributes=attributes)
        if self._folder:
            _settle(self._folder, key)

    def pieces(self, key: str) -> Iterator[bytes]:
        """The content, in pieces; FileNotFoundError before the first when there is none."""
        found = obstore.get(self._store, key)
        return (bytes(piece) for piece in found.stream(_PIECE))

    def delete(self, key: str) -> None:
        """Away with it; what is gone already is gone."""
        with suppress(FileNotFoundError):
            obstore.delete(self._store, key)

    def lying_under(self, prefix: str) -> Iterator[Lying]:
        """All whose key begins with this folder."""
        for some in obstore.list(self._store, prefix):
            for each in some:
                yield Lying(each["path"], each["last_modified"])

    def signed(self, key: str, seconds: int) -> str:
        """An address at the bucket, good for so many seconds."""
        if isinstance(self._store, LocalStore):
            raise TypeError("a folder signs nothing")
        return obstore.sign(self._store, "GET", key, timedelta(seconds=seconds))


def in_folder(folder: Path) -> Store:
    """A store in a folder of this machine."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return Store(LocalStore(folder), folder)


def in_bucket(url: str, access_key: str, secret_key: str) -> Store:
    """A store in a bucket: `s3://bucket/prefix?endpoint=https://…&region=…&path_style=yes`.

    Without an endpoint it is Amazon's own.
    """
    parts = urlsplit(url)
    options = dict(parse_qsl(parts.query))
    if parts.scheme != "s3" or not parts.netloc or options.keys() - _KNOWN:
        raise BadSetting("FILES_URL must look like s3://bucket/folder?endpoint=https://…&region=…")
    if not access_key or not secret_key:
        raise BadSetting("FILES_URL needs FILES_ACCESS_KEY and FILES_SECRET_KEY")
    endpoint = options.get("endpoint") or f"https://s3.{_region(options)}.amazonaws.com"
    store = S3Store(
        parts.netloc,
        prefix=parts.path.strip("/") or None,
        access_key_id=access_key,
        secret_access_key=secret_key,
        region=_region(options),
        virtual_hosted_style_request=options.get("path_style", "yes") != "yes",
        endpoint=endpoint,
        client_options={"allow_http": endpoint.startswith("http://")},
        retry_config={"max_retries": 2, "retry_timeout": timedelta(seconds=10)},
    )
    return Store(store, None)


def _region(options: Mapping[str, str]) -> str:
    return options.get("region", "us-east-1")


def _settle(folder: Path, key: str) -> None:
    """Wait until file and folders are on the disk: a row must never point to what was lost."""
    path = folder / key
    for each in (path, *path.parents):
        number = os.open(each, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)
        if each == folder:
            return
