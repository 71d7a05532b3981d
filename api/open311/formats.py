"""The two forms of GeoReport v2, JSON and XML, of answers and refusals alike."""

import json
from collections.abc import Mapping, Sequence
from typing import Any
from xml.etree.ElementTree import Element

from flask import Response

from api.core.xml import add, root_of, written

JSON, XML = "json", "xml"
CONTENT = {JSON: "application/json; charset=utf-8", XML: "text/xml; charset=utf-8"}


def listed(
    found: Sequence[Mapping[str, Any]], form: str, outer: str, inner: str, status: int = 200
) -> Response:
    """A list of flat objects; in XML each is an `inner` of the one `outer`."""
    if form == JSON:
        return as_json(found, status)
    root = root_of(outer)
    for each in found:
        row = add(root, inner)
        for name, value in each.items():
            add(row, name, value)
    return as_xml(root, status)


def errors(found: Sequence[tuple[int, str]], form: str) -> Response:
    """Refusals: what the status is, and why."""
    status = found[0][0]
    rows = [{"code": code, "description": why} for code, why in found]
    return listed(rows, form, "errors", "error", status)


def as_json(found: object, status: int = 200) -> Response:
    """The document in JSON."""
    return Response(json.dumps(found, ensure_ascii=False), status, content_type=CONTENT[JSON])


def as_xml(root: Element, status: int = 200) -> Response:
    """The document in XML."""
    return Response(written(root), status, content_type=CONTENT[XML])
