"""The API's description (OpenAPI 3.1) with the statuses really answered, and a page to read it."""

import re
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from flask import Flask, Response, jsonify, send_from_directory
from flask_smorest import Api
from flask_swagger_ui import __file__ as swagger_ui
from marshmallow import INCLUDE, Schema, fields
from werkzeug.exceptions import HTTPException

from api.core.access import public
from api.core.errors import Problem, on_crash, on_http_exception, on_problem

_BODY = {"400": "The body is not valid JSON", "413": "Too large", "415": "Not application/json"}
View = TypeVar("View", bound=Callable[..., Any])

_PAGE = Path(__file__).parent / "docs_page"
_SWAGGER_UI = Path(swagger_ui).parent / "dist"


class ProblemDocument(Schema):
    """A refusal (RFC 9457); beside these members it may tell facts of its own."""

    class Meta:  # noqa: D106 -- marshmallow's own
        unknown = INCLUDE

    type = fields.String(required=True)
    title = fields.String(required=True)
    status = fields.Integer(required=True)
    detail = fields.String()
    instance = fields.String()
    request_id = fields.String()
    errors = fields.Dict()


class OpenApi(Api):
    """flask-smorest, answering in problem documents and describing what is really answered."""

    ERROR_SCHEMA = ProblemDocument

    def handle_http_exception(self, error: HTTPException) -> Response:
        """Answer any HTTP error the way we answer our own."""
        return on_http_exception(error)

    @cached_property
    def description(self) -> dict[str, Any]:
        """The whole document; made once, when first asked for."""
        views = [self._app.view_functions[rule.endpoint] for rule in self._app.url_map.iter_rules()]
        for schema in {each: None for view in views for each in getattr(view, "any_of", ())}:
            if schema.__name__ not in self.spec.components.schemas:
                self.spec.components.schema(schema.__name__, schema=schema)
        document: dict[str, Any] = self.spec.to_dict()
        for rule in self._app.url_map.iter_rules():
            path = document["paths"].get(_openapi_path(rule.rule))
            for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
                if path and (operation := path.get(method.lower())):
                    view = self._app.view_functions[rule.endpoint]
                    _complete(operation, view, has_id="{" in _openapi_path(rule.rule))
        document["components"]["securitySchemes"] = {"bearer": {"type": "http", "scheme": "bearer"}}
        document["components"].pop("responses", None)
        return document


def refuses(statuses: dict[str, str]) -> Callable[[View], View]:
    """Beside what its form tells, the route can answer these statuses, for these reasons."""

    def decorate(view: View) -> View:
        view.refusals = statuses  # type: ignore[attr-defined]
        return view

    return decorate


def gives_any_of(*schemas: type[Schema]) -> Callable[[View], View]:
    """What comes out is of one of these schemas, by who asks."""

    def decorate(view: View) -> View:
        view.any_of = schemas  # type: ignore[attr-defined]
        return view

    return decorate


def init_app(app: Flask) -> OpenApi:
    """Problem documents for every refusal, and the description at /api/v1/openapi.json."""
    app.config |= {
        "API_TITLE": "Đối Thoại",
        "API_VERSION": "v1",
        "OPENAPI_VERSION": "3.1.0",
        "OPENAPI_URL_PREFIX": None,
    }
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    api = OpenApi(app)
    app.register_error_handler(Problem, on_problem)
    app.register_error_handler(Exception, on_crash)

    @app.get("/api/v1/openapi.json")
    @public
    def openapi() -> Response:
        """The description of the API"""
        return jsonify(api.description)

    @app.get("/api/docs/", defaults={"name": "index.html"})
    @app.get("/api/docs/<path:name>")
    @public
    def docs(name: str) -> Response:
        """A page to read and try the API, served from here alone"""
        own = (_PAGE / name).is_file()
        return send_from_directory(_PAGE if own else _SWAGGER_UI, name)

    return api


def _openapi_path(rule: str) -> str:
    """`/petitions/<uuid:id>/<string:code>.pdf` as `/petitions/{id}/{code}.pdf`."""
    return re.sub(r"<(?:[^:<>]*:)?([^<>]*)>", r"{\1}", rule)


def _complete(operation: dict[str, Any], view: Any, *, has_id: bool) -> None:
    """Write down who may call, what each of them gets, and every refusal that can be answered."""
    responses: dict[str, Any] = operation["responses"]
    responses.pop("default", None)
    if any_of := getattr(view, "any_of", ()):
        refs = [{"$ref": f"#/components/schemas/{schema.__name__}"} for schema in any_of]
        for response in (each for status, each in responses.items() if status.startswith("2")):
            response["content"] = {"application/json": {"schema": {"anyOf": refs}}}
    if any_of and has_id:
        _versioned(operation)
    needs_person = getattr(view, "access", None) is not None
    operation["security"] = [{"bearer": []}] if needs_person else [{}, {"bearer": []}]
    problem = {"schema": {"$ref": "#/components/schemas/ProblemDocument"}}
    for status, description in sorted(_refusals(operation, view, has_id=has_id).items()):
        responses[status] = {
            "description": description,
            "content": {"application/problem+json": problem},
        }


def _versioned(operation: dict[str, Any]) -> None:
    """What comes out has a version: it is not sent again unchanged, nor acted on when it is old."""
    changes = "requestBody" in operation
    name = "If-Match" if changes else "If-None-Match"
    header = {"in": "header", "name": name, "required": False, "schema": {"type": "string"}}
    operation.setdefault("parameters", []).append(header)
    tag = {"ETag": {"schema": {"type": "string"}, "description": "The version, for If-Match"}}
    for status, response in operation["responses"].items():
        if status.startswith("2"):
            response["headers"] = tag
    if changes:
        operation["responses"]["412"] = {}
    else:
        operation["responses"]["304"] = {"description": "You have exactly this already"}


def _refusals(operation: dict[str, Any], view: Any, *, has_id: bool) -> dict[str, str]:
    """The statuses a route of this form refuses with, and those it names itself."""
    refusals = {"503": "Busy"} | dict(getattr(view, "refusals", {}))
    if "requestBody" in operation:
        refusals |= _BODY | {"422": "Not in the right form", "409": "Not possible now"}
        refusals |= {"412": "No version of this"} if "412" in operation["responses"] else {}
    elif operation.get("parameters"):
        refusals["422"] = "Not in the right form"
    if has_id:
        refusals["404"] = "Nothing here, or not for you to see"
    if getattr(view, "access", None) is not None:
        return refusals | {"401": "Not signed in", "403": "Not for you to do"}
    return refusals | {"401": "The token given is not valid"}
