"""Open311 GeoReport v2 over HTTP.

No part of the API's own description: names, forms and refusals are those of the standard.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, request
from marshmallow import ValidationError
from werkzeug.exceptions import HTTPException

from api.core.access import actor_or_none, public
from api.core.errors import (
    Invalid,
    Missing,
    Problem,
    Unauthenticated,
    on_crash,
    on_http_exception,
)
from api.core.foreign import translate_any
from api.core.http import LARGEST_BODY, takes_file
from api.core.i18n import preferred_locale, translate
from api.core.ids import is_code
from api.core.xml import add, root_of
from api.open311 import actions, queries, sorts, views
from api.open311.discovery import discovery
from api.open311.errors import NoFilesHere
from api.open311.formats import CONTENT, JSON, XML, as_json, as_xml, errors, listed
from api.open311.schemas import OfHere, ReportSent, RequestsQuery

blueprint = Blueprint("open311", __name__, url_prefix="/open311")

_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


@blueprint.get("/discovery.<string:form>")
@blueprint.get("/v2/discovery.<string:form>")
@public
def discover(form: str) -> Response:
    """Where a program begins"""
    return discovery(_known(form), preferred_locale())


@blueprint.get("/v2/services.<string:form>")
@public
def services(form: str) -> Response:
    """The sorts of reports"""
    OfHere().load(request.args.to_dict())
    return listed(sorts.services(preferred_locale()), _known(form), "services", "service")


@blueprint.get("/v2/services/<string:code>.<string:form>")
@public
def service(code: str, form: str) -> Response:
    """What a service asks for beside the standard: nothing"""
    OfHere().load(request.args.to_dict())
    if code not in sorts.service_names(preferred_locale()):
        raise Missing
    if _known(form) == JSON:
        return as_json({"service_code": code, "attributes": []})
    root = root_of("service_definition")
    add(root, "service_code", code)
    add(root, "attributes")
    return as_xml(root)


@blueprint.get("/v2/requests.<string:form>")
@public
def requests(form: str) -> Response:
    """Public field reports"""
    wanted = RequestsQuery().load(request.args.to_dict())
    found = views.shown(queries.reports(wanted), preferred_locale())
    return listed(found, _known(form), "service_requests", "request")


@blueprint.get("/v2/requests/<string:code>.<string:form>")
@public
def one_request(code: str, form: str) -> Response:
    """One public field report"""
    OfHere().load(request.args.to_dict())
    code = code.upper()
    found = queries.report_with(code=code) if is_code(code) else None
    if found is None:
        raise Missing
    shown = views.shown_whole(found, preferred_locale())
    return listed(shown, _known(form), "service_requests", "request")


@blueprint.post("/v2/requests.<string:form>")
@public
@takes_file(LARGEST_BODY, *_FORMS)
def report(form: str) -> Response:
    """Hand in a report, by the key of a program or signed in as a resident"""
    _known(form)
    if request.files:
        raise NoFilesHere
    given = ReportSent().load(request.form.to_dict())
    petition, is_new = actions.report(given, None if "api_key" in given else actor_or_none())
    told = views.received(petition, preferred_locale())
    return listed(told, form, "service_requests", "request", 201 if is_new else 200)


@blueprint.get("/v2/tokens/<string:token>.<string:form>")
@public
def token(token: str, form: str) -> Response:
    """The number of a report by its id"""
    OfHere().load(request.args.to_dict())
    found = None
    with suppress(ValueError):
        found = queries.report_with(petition_id=UUID(token))
    if found is None:
        raise Missing
    row = {"service_request_id": found.code, "token": token}
    return listed([row], _known(form), "service_requests", "request")


@blueprint.get("/<path:rest>")
@public
def nothing(rest: str) -> Response:
    """Whatever else is asked for is not here, and the answer has the form of all others"""
    raise Missing(rest=rest)


@blueprint.errorhandler(Problem)
def refused(problem: Problem) -> Response:
    """A refusal of ours, in the form of the standard."""
    locale = preferred_locale()
    status = _STATUSES.get(problem.status, problem.status)
    details = [*_details(problem.facts.get("errors") or problem.facts.get("ways"), locale)]
    title = translate(problem.title, locale)
    return errors([(status, each) for each in details or [title]], _form())


@blueprint.errorhandler(ValidationError)
def not_understood(error: ValidationError) -> Response:
    """Members that are missing or have another form."""
    return refused(Invalid(errors=error.messages))


@blueprint.errorhandler(HTTPException)
def refused_by_flask(error: HTTPException) -> Response:
    """A refusal of Flask's."""
    return _again(on_http_exception(error))


@blueprint.errorhandler(Exception)
def crashed(error: Exception) -> Response:
    """A database that is gone or busy, or a bug."""
    return _again(on_crash(error))


_STATUSES = {Unauthenticated.status: 403, Invalid.status: 400}
"""The standard knows no other ones for who may not, and for what is not in the right form."""


def _again(response: Response) -> Response:
    """The same refusal in the form of the standard."""
    title = (response.get_json() or {}).get("title", "")
    made = errors([(response.status_code, title)], _form())
    for name in ("Allow", "Retry-After"):
        if name in response.headers:
            made.headers[name] = response.headers[name]
    return made


def _known(form: str) -> str:
    """One of the two forms; refuses others."""
    if form not in CONTENT:
        raise Missing
    return form


def _form() -> str:
    return XML if request.path.endswith(".xml") else JSON


def _details(messages: Any, locale: str, name: str = "") -> Iterator[str]:
    """Every sentence, after the member it is about."""
    if isinstance(messages, str):
        said = translate_any(messages, locale)
        yield f"{name}: {said}" if name else said
    elif isinstance(messages, Mapping):
        for member, inner in messages.items():
            named = "" if str(member).startswith("_") else str(member)
            yield from _details(inner, locale, ".".join(filter(None, (name, named))))
    else:
        for message in messages or ():
            yield from _details(message, locale, name)
