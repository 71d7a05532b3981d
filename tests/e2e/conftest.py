"""A real browser on the real application, on a port and a database of their own."""

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from threading import Thread
from typing import Literal
from uuid import UUID

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright
from werkzeug.serving import make_server

from api.app import create_app
from api.authorities.directory import directory
from api.cases.models import Case, Kind
from api.commitments import actions as commitments
from api.core import clock
from api.core.access import COOKIE
from api.core.database import db, unit_of_work
from api.petitions import actions as petitions
from api.petitions.answers import Draft, Result
from tests import make
from tests.conftest import MONDAY, Cluster, at_database
from tests.e2e import chromium

WIDTHS = (360, 1280)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")

TELEPHONE = 360

LONG = "Rãnh thoát nước trước nhà bị tắc. " * 20 + "KhôngCóDấuCáchNàoỞĐây" * 12


@dataclass(frozen=True)
class Written:
    """A case of the site, by what leads to it."""

    id: UUID
    code: str
    receipt_number: str


@dataclass
class Site:
    """The application as a browser reaches it, and what there is to read."""

    app: Flask
    address: str
    cases: Mapping[str, Written]


@dataclass
class Visit:
    """One person's window, and what went wrong in it."""

    page: Page
    address: str
    complaints: list[str] = field(default_factory=list)

    def hear(self, said: ConsoleMessage) -> None:
        """Keep what the console says is wrong."""
        if said.type == "error":
            self.complaints.append(said.text)

    def to(self, path: str) -> Page:
        """Go there."""
        self.page.goto(self.address + path)
        return self.page


Visitor = Callable[..., Visit]


@pytest.fixture(scope="module")
def site(cluster: Cluster) -> Iterator[Site]:
    """The demonstration province on a database of this file's own; what is written stays."""
    name = f"{cluster.template}_site"
    cluster.run(f"create database {name} template {cluster.template} strategy file_copy")
    app = create_app(at_database(cluster.settings, name))
    with clock.standing_at(MONDAY), app.app_context():
        with unit_of_work():
            cases = written()
        db.session.remove()
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield Site(app, f"http://127.0.0.1:{server.port}", cases)
    server.shutdown()
    thread.join()
    server.server_close()
    with app.app_context():
        db.engine.dispose()
    cluster.run(f"drop database {name} with (force)")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium; its own sandbox is off for root, who may not use it."""
    path = chromium.found()
    assert path, chromium.MISSING
    options = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=options)
        yield opened
        opened.close()


@pytest.fixture
def visitor(browser: Browser, site: Site) -> Iterator[Visitor]:
    """Somebody who comes with a device of this width; what the page complains of is kept."""
    contexts: list[BrowserContext] = []

    def come(*, width: int = TELEPHONE, who: str | None = None, scripts: bool = True) -> Visit:
        context = browser.new_context(
            viewport={"width": width, "height": 800},
            locale="vi-VN",
            java_script_enabled=scripts,
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        if who is not None:
            token = token_for(site, who)
            context.add_cookies([{"name": COOKIE, "value": token, "url": site.address}])
        visit = Visit(context.new_page(), site.address)
        visit.page.on("pageerror", lambda error: visit.complaints.append(str(error)))
        visit.page.on("console", visit.hear)
        return visit

    yield come
    for context in contexts:
        context.close()


def written() -> Mapping[str, Written]:
    """Cases of one resident: new, answered with a promise, undated, and all of them public."""
    promise = Draft(
        "Phường đã khảo sát.\n\nSẽ nạo vét toàn tuyến.",
        Result.PLANNED,
        "Kế hoạch số 15/KH-UBND",
        "Nạo vét toàn tuyến cống ngõ 12",
        MONDAY.date(),
    )
    promised = make.accepted()
    head = make.actor(make.CHAIR)
    petitions.draft(promised.id, head, promise)
    petitions.sign(promised.id, head, make.signature())
    cases: dict[str, Case] = {
        "new": make.petition(area=longest_place(), text=LONG),
        "promised": promised,
        "complaint": make.petition(kind=Kind.COMPLAINT, petitioner={"name": "Bà Mẫu"}),
    }
    for case in cases.values():
        case.published_at = MONDAY
    cases["pledge"] = pledge = make.pledged(MONDAY.date(), what=LONG)
    commitments.go_on(pledge.id, head, LONG, 40)
    commitments.report(pledge.id, head, LONG, MONDAY.date())
    return {name: Written(case.id, case.code, case.receipt_number) for name, case in cases.items()}


def longest_place() -> str:
    """The commune whose chair has the longest name of all."""
    known = directory()
    heads = [known.head_of(unit.id) for unit in known.units.values()]
    longest = max((head for head in heads if head), key=lambda head: len(head.name))
    return known.unit(longest.unit_id).area_code


def token_for(site: Site, who: str) -> str:
    """A session on the site, of a resident or of whoever holds a position."""
    with site.app.app_context(), unit_of_work():
        return make.token_of(who)
