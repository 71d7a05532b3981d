"""How a page is made: the reader's language, days as people write them, who is signed in."""

from contextlib import suppress
from datetime import date, datetime
from typing import Any

from babel.numbers import format_decimal
from flask import Flask, Response, current_app, g, make_response, redirect, render_template, request
from jinja2 import StrictUndefined
from sqlalchemy.exc import SQLAlchemyError

from api.accounts.models import AccountKind
from api.accounts.queries import account_with
from api.authorities.directory import directory
from api.core.access import COOKIE, Actor, actor_or_none
from api.core.clock import VIETNAM, vietnam_date
from api.core.errors import Problem
from api.core.i18n import format_date, preferred_locale, short_date, translate
from api.core.ids import in_threes
from api.monitoring.asking import WATCHING
from api.pages.assets import address_of
from api.pages.words import field_word, next_word, state_word, word

FOR_ALL = "public, max-age=60"
"""A page that says nothing of its reader: a minute old is new enough."""

GOING_BACK = "private, no-cache"
"""A form: who goes back finds what was typed; nobody else keeps it."""

NOT_KEPT = "no-store"


def init_app(app: Flask) -> None:
    """Give every template the words of its reader."""
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals |= {
        "_": say,
        "asset": address_of,
        "day": day,
        "short_day": short_day,
        "moment": moment,
        "hour": hour,
        "grouped": in_threes,
        "locale": preferred_locale,
        "person": person,
        "here": here,
        "is_demonstration": is_demonstration,
        "word": word,
        "counted": counted,
        "next_word": next_word,
        "state_word": state_word,
        "field_word": field_word,
    }


def page(template: str, status: int = 200, *, keep: str = NOT_KEPT, **shown: Any) -> Response:
    """The page, and whether somebody may keep it; nobody does when the reader is signed in."""
    response = make_response(render_template(template, **shown), status)
    response.headers["Cache-Control"] = NOT_KEPT if COOKIE in request.cookies else keep
    return response


def see(address: str) -> Response:
    """What was sent is done: the browser opens this page, and a reload sends nothing again."""
    return current_app.make_response(redirect(address, 303))


def say(message: str, /, **values: object) -> str:
    """The English sentence in the reader's language."""
    return translate(message, preferred_locale(), **values)


def day(given: date | datetime | str) -> str:
    """`Thứ Hai, 16/03/2026`, of a day or a moment or either as JSON writes it."""
    return format_date(_day(given), preferred_locale())


def short_day(given: date | datetime | str) -> str:
    """`16/03/2026`."""
    return short_date(_day(given), preferred_locale())


def moment(given: datetime | str) -> str:
    """`08:00, Thứ Hai, 16/03/2026`, by the clocks of Viet Nam."""
    at = datetime.fromisoformat(given) if isinstance(given, str) else given
    return f"{at.astimezone(VIETNAM):%H:%M}, {day(at)}"


def hour(given: datetime) -> str:
    """`08:00`, by the clocks of Viet Nam."""
    return f"{given.astimezone(VIETNAM):%H:%M}"


def counted(number: float) -> str:
    """`1.234` or `3,5`, as the reader writes numbers."""
    return str(format_decimal(number, locale=preferred_locale()))


def here() -> str:
    """The address of this page, for coming back to it."""
    return request.full_path.rstrip("?") if request.method == "GET" else request.path


def is_demonstration() -> bool:
    """Whether this installation only shows what there could be."""
    return bool(current_app.extensions["doithoai.settings"].demonstration)


def person() -> dict[str, object] | None:
    """Who reads: what to call them, and what is theirs; None for a visitor.

    Somebody who cannot be found is a visitor too: what is shown may be the page that says why.
    """
    if "person" not in g:
        g.person = None
        with suppress(Problem, SQLAlchemyError):
            actor = actor_or_none()
            g.person = _shown(actor) if actor else None
    found: dict[str, object] | None = g.person
    return found


def _shown(actor: Actor) -> dict[str, object]:
    account = account_with(actor.account_id)
    is_resident = account.kind is AccountKind.RESIDENT
    if is_resident:
        name = f"{(account.phone or '')[-3:]:·>9}"
    elif actor.position_id is not None:
        name = directory().position(actor.position_id).name
    else:
        name = account.login or ""
    return {
        "name": name,
        "is_resident": is_resident,
        "has_desk": actor.position_id is not None,
        "watches": actor.is_(*WATCHING),
    }


def _day(given: date | datetime | str) -> date:
    found = datetime.fromisoformat(given) if isinstance(given, str) else given
    if not isinstance(found, datetime):
        return found
    return vietnam_date(found) if found.tzinfo else found.date()
