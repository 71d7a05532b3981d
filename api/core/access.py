"""Who may call a route at all; whether this person may do this to that case, rooms decide."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import wraps
from typing import ParamSpec, TypeVar
from uuid import UUID

from flask import Flask, current_app, g, request
from werkzeug import Response

from api.core.errors import Forbidden, Unauthenticated

P = ParamSpec("P")
R = TypeVar("R")

COOKIE = "session"


class Role(StrEnum):
    """What a person may be to the product; roles of officials follow the positions they hold."""

    VISITOR = "visitor"
    """Anybody, signed in or not: of what is public."""
    RESIDENT = "resident"
    RECEIVER = "receiver"
    HANDLER = "handler"
    ASSISTANT = "assistant"
    HEAD = "head"
    CONTRIBUTOR = "contributor"
    """Of a unit that is asked to contribute to an answer: on that case, and on no other."""
    MODERATOR = "moderator"
    MONITOR = "monitor"
    OVERSIGHT = "oversight"
    INSPECTOR = "inspector"
    """Of a board of people's inspection: of what was promised at dialogues of its place."""
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True)
class Actor:
    """Who asks, and in which capacity: one position at a time, or none."""

    account_id: UUID
    session_id: UUID
    roles: frozenset[Role]
    locale: str | None = None
    position_id: UUID | None = None
    """The position the person acts in now."""
    position_ids: frozenset[UUID] = field(default_factory=frozenset)
    """All positions the person holds today."""

    def is_(self, *roles: Role) -> bool:
        """Whether the person has one of these roles."""
        return not self.roles.isdisjoint(roles)


LookUp = Callable[[str], Actor | None]


def init_app(app: Flask, who: LookUp) -> None:
    """Use this look-up of who a session token belongs to."""
    app.extensions["doithoai.who"] = who


def allowed(*roles: Role) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Only these roles may call the route; without roles, anybody signed in."""

    def decorate(view: Callable[P, R]) -> Callable[P, R]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
            actor = current_actor()
            if roles and not actor.is_(*roles):
                raise Forbidden
            return view(*args, **kwargs)

        guarded.access = frozenset(roles)  # type: ignore[attr-defined]
        return guarded

    return decorate


def public(view: Callable[P, R]) -> Callable[P, R]:
    """Anybody may call the route, signed in or not."""
    view.access = None  # type: ignore[attr-defined]
    return view


def current_actor() -> Actor:
    """Who asks; `Unauthenticated` when nobody is signed in."""
    actor = actor_or_none()
    if actor is None:
        raise Unauthenticated
    return actor


def actor_or_none() -> Actor | None:
    """Who asks, if somebody is signed in."""
    if "actor" not in g:
        token = _token()
        g.actor = current_app.extensions["doithoai.who"](token) if token else None
        if token and g.actor is None and request.authorization is not None:
            raise Unauthenticated
    actor: Actor | None = g.actor
    return actor


def keep_token(response: Response, token: str) -> None:
    """The browser is to send this session's token from now on, and to show it to no script."""
    secure = current_app.extensions["doithoai.settings"].secure_cookies
    response.set_cookie(COOKIE, token, httponly=True, samesite="Lax", secure=secure, path="/")


def is_from_here() -> bool:
    """Whether the browser says that our own page sent this (Fetch Metadata, else Origin)."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    return request.headers.get("Origin") == request.host_url.rstrip("/")


def refuse_unguarded_routes(app: Flask) -> None:
    """The app does not start when a route is neither `@allowed` nor `@public`."""
    bare = [
        rule.rule
        for rule in app.url_map.iter_rules()
        if not hasattr(app.view_functions[rule.endpoint], "access")
    ]
    if bare:
        raise RuntimeError(f"routes that say nothing about access: {', '.join(sorted(bare))}")


def _token() -> str | None:
    """The session token: of the bearer header, else of the cookie, never of both."""
    if "Authorization" in request.headers:
        authorization = request.authorization
        if authorization is None or authorization.type != "bearer" or not authorization.token:
            raise Unauthenticated
        return authorization.token
    token = request.cookies.get(COOKIE)
    if token and request.method not in {"GET", "HEAD"} and not is_from_here():
        raise Forbidden
    return token
