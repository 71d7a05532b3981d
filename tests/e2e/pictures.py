"""The pictures of the README: the demonstration on one fixed day, by `python -m` this module."""

import logging
import os
import random
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Thread
from typing import Any, Literal
from unittest.mock import patch

from flask import Flask
from playwright.sync_api import Browser, sync_playwright
from sqlalchemy import select
from werkzeug.serving import make_server

from api.accounts.models import Account
from api.app import create_app
from api.authorities.directory import directory
from api.cases.models import Case
from api.commitments.models import Commitment, CommitmentState
from api.core import clock, embedded, ids, schema
from api.core.access import COOKIE
from api.core.clock import VIETNAM
from api.core.database import db, unit_of_work
from api.demo import actions as demo
from api.petitions.models import Petition
from api.petitions.states import PetitionState
from api.regulation.recurring import open_periods
from api.settings import Settings
from tests import make
from tests.e2e import chromium
from tests.e2e.png import smaller

MOMENT = datetime(2026, 11, 18, 9, 30, tzinfo=VIETNAM)
"""It is always this moment in the pictures: a Wednesday morning in the middle of the work."""

FOLDER = Path(__file__).parents[2] / "docs/pictures"

LARGEST = 100_000
"""Bytes of one picture: the README is read on slow networks, too."""

BUSY_CHAIR = "11413-ubnd-chu-tich"
"""Of phường Hải An, where the story goes badly: much is overdue."""

Scheme = Literal["light", "dark"]


@dataclass(frozen=True)
class Picture:
    """One picture: of which page, seen by whom, on what."""

    name: str
    path: str
    who: str | None = None
    width: int = 1280
    height: int = 800
    scheme: Scheme = "light"
    down_to: str | None = None
    """What is scrolled to first; the beginning of the page when it is not given."""


@dataclass(frozen=True)
class Found:
    """The cases of the story that are looked at, by what leads to them."""

    promised: Petition
    sender: str
    to_sign: Petition


def pictures(found: Found) -> list[Picture]:
    """All of them, in the order of the README."""
    own = f"/vu-viec/{found.promised.id}"
    return [
        Picture("first-page", "/"),
        Picture("slip", f"{own}/bien-nhan", found.sender, width=360, height=760, down_to=".slip"),
        Picture("answer", own, found.sender, width=360, height=760, down_to=".box.good"),
        Picture("due-list", "/can-bo", BUSY_CHAIR),
        Picture("case", f"/can-bo/vu-viec/{found.to_sign.id}", make.CHAIR, scheme="dark"),
        Picture("figures", "/giam-sat", make.CITY_MONITOR),
    ]


def main() -> str | None:
    """Take all pictures; says what is wrong when they cannot be taken."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    path = chromium.installed()
    if path is None:
        return chromium.MISSING
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home, told(Path(home)) as app, served(app) as address:
        with app.app_context(), unit_of_work():
            found = looked_for()
            wanted = [(each, token(each)) for each in pictures(found)]
        with sync_playwright() as playwright:
            options = ["--no-sandbox"] if os.geteuid() == 0 else []
            browser = playwright.chromium.launch(executable_path=path, args=options)
            for each, session in wanted:
                take(browser, address, each, session)
            browser.close()
    return None


@contextmanager
def told(home: Path) -> Iterator[Flask]:
    """The demonstration with its story up to the moment, which then stands still.

    What is random elsewhere (codes, receipt numbers) is drawn here from a beginning of its own, so
    that the same story makes the same pictures.
    """
    drawn: Any = random.Random(MOMENT.year)  # noqa: S311 -- nothing here is a secret
    drawn.randbits = drawn.getrandbits
    drawn.randbelow = drawn.randrange
    addresses = embedded.ensure(home / "server")
    settings = Settings(
        database_url=addresses.app,
        database_owner_url=addresses.owner,
        home=home,
        secret_key="of pictures",
        demonstration=True,
        outbox=True,
    )
    schema.upgrade(settings)
    app = create_app(settings)
    try:
        with clock.standing_at(MOMENT), patch.object(ids, "secrets", drawn):
            with app.app_context():
                with unit_of_work():
                    demo.load(home)
                with unit_of_work():
                    for _ in demo.tell(MOMENT):
                        pass
                    open_periods()
                db.session.remove()
            yield app
    finally:
        with app.app_context():
            db.engine.dispose()
        embedded.release(home / "server")


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """Its address while it runs."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def looked_for() -> Found:
    """A promise that was reported done, and an answer that waits for the chair's signature."""
    head = directory().position_by_code(make.CHAIR)
    assert head is not None
    of_head = select(Case.id).where(Case.holder_id == head.id).order_by(Case.opened_at.desc())
    reported = Commitment.state == CommitmentState.REPORTED_DONE
    promise = db.session.scalars(
        select(Commitment).where(reported, Commitment.id.in_(of_head)).order_by(Case.opened_at)
    ).first()
    assert promise is not None, "nothing in the story waits for its sender's word"
    promised = db.session.get_one(Petition, promise.origin_id)
    sender = db.session.get_one(Account, promised.author_id).phone
    waits = Petition.state == PetitionState.AT_SIGNATURE
    to_sign = db.session.scalars(
        select(Petition).where(waits, Petition.id.in_(of_head)).order_by(Case.opened_at)
    ).first()
    assert sender is not None
    assert to_sign is not None, "nothing in the story waits for the chair's signature"
    return Found(promised, sender, to_sign)


def token(of: Picture) -> str | None:
    """A session of who looks at it."""
    return make.token_of(of.who) if of.who else None


def take(browser: Browser, address: str, wanted: Picture, session: str | None) -> None:
    """Write one picture, small."""
    context = browser.new_context(
        viewport={"width": wanted.width, "height": wanted.height},
        locale="vi-VN",
        color_scheme=wanted.scheme,
        reduced_motion="reduce",
    )
    if session is not None:
        context.add_cookies([{"name": COOKIE, "value": session, "url": address}])
    page = context.new_page()
    response = page.goto(address + wanted.path)
    assert response is not None
    assert response.ok, f"{wanted.path}: {response.status}"
    if wanted.down_to:
        page.eval_on_selector(wanted.down_to, "e => e.scrollIntoView()")
    content = smaller(page.screenshot())
    assert len(content) < LARGEST, f"{wanted.name} has {len(content)} bytes"
    (FOLDER / f"{wanted.name}.png").write_bytes(content)
    context.close()


if __name__ == "__main__":
    sys.exit(main())
