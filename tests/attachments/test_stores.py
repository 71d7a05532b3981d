"""Where bytes lie: a folder, or a bucket that speaks S3; both keep what they were given."""

import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import boto3
import pytest
from flask import Flask
from moto.moto_server.threaded_moto_server import ThreadedMotoServer

from api.attachments.keeping import keeping, keeping_of
from api.attachments.store import Store, in_bucket, in_folder
from api.settings import BadSetting, Settings
from tests import make
from tests.attachments.files import SEND, pdf, send
from tests.conftest import SignIn

BUCKET = "tep-dinh-kem"


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    """A server that speaks S3, with an empty bucket."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    address = f"http://{host}:{port}"
    client = boto3.client(
        "s3",
        endpoint_url=address,
        aws_access_key_id="key",
        aws_secret_access_key="secret",
        region_name="us-east-1",
    )
    client.create_bucket(Bucket=BUCKET)
    client.close()
    yield address
    server.stop()


@pytest.fixture(params=["folder", "bucket"])
def store(request: pytest.FixtureRequest, tmp_path: Path, endpoint: str) -> Store:
    if request.param == "folder":
        return in_folder(tmp_path / "kept")
    return in_bucket(f"s3://{BUCKET}/province?endpoint={endpoint}", "key", "secret")


def test_what_is_put_is_there_until_it_is_deleted(store: Store, tmp_path: Path) -> None:
    large = tmp_path / "large"
    large.write_bytes(b"x" * 7_000_000)

    store.put("2026-03-02/a/1", b"small", {"Content-Type": "text/plain"})
    store.put("2026-03-02/b/2", large, {})

    assert b"".join(store.pieces("2026-03-02/a/1")) == b"small"
    assert b"".join(store.pieces("2026-03-02/b/2")) == large.read_bytes()
    lying = {each.key for each in store.lying_under("2026-03-02")}
    assert lying == {"2026-03-02/a/1", "2026-03-02/b/2"}
    assert list(store.lying_under("2026-03-03")) == []
    for _ in range(2):
        store.delete("2026-03-02/a/1")
    with pytest.raises(FileNotFoundError):
        store.pieces("2026-03-02/a/1")


def test_from_a_bucket_a_file_is_fetched_there_for_a_minute(
    app: Flask, sign_in: SignIn, endpoint: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    bucket = in_bucket(f"s3://{BUCKET}?endpoint={endpoint}", "key", "secret")
    kept = replace(keeping(), bucket=bucket)
    monkeypatch.setitem(app.extensions, "doithoai.attachments", kept)
    resident = sign_in(make.RESIDENT)

    taken = send(resident, pdf(), "Đơn.pdf").json
    url = resident.get(f"{SEND}/{taken['id']}").json["url"]

    assert url.startswith(endpoint)
    assert "X-Amz-Expires=60" in url
    with urllib.request.urlopen(url) as fetched:  # noqa: S310 -- our own server
        assert fetched.read() == pdf()
        assert fetched.headers["Content-Type"] == "application/pdf"
        assert fetched.headers["Content-Disposition"].startswith("attachment;")
    assert resident.get(f"{SEND}/{taken['id']}/file").data == pdf()


@pytest.mark.parametrize(
    "given",
    [
        {"files_url": "s3://"},
        {"files_url": "https://bucket", "files_access_key": "a", "files_secret_key": "b"},
        {"files_url": "s3://bucket?endpont=x", "files_access_key": "a", "files_secret_key": "b"},
        {"files_url": "s3://bucket"},
        {"clamd": "somewhere"},
        {"clamd": "127.0.0.1:port"},
    ],
)
def test_a_setting_that_cannot_be_followed_is_told(tmp_path: Path, given: dict[str, str]) -> None:
    settings = Settings("postgresql+psycopg://", "", tmp_path, "-")

    with pytest.raises(BadSetting):
        keeping_of(replace(settings, **given))  # type: ignore[arg-type]
