"""Where a program begins: which versions and forms there are, and whom to ask for a key."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from flask import Response, current_app, request

from api.core.xml import add, root_of
from api.open311.formats import JSON, as_json, as_xml

_FILE = Path(__file__).parent / "data" / "discovery.toml"


def discovery(form: str, locale: str) -> Response:
    """The document of service discovery."""
    said = _said()
    head = {
        "changeset": said["changeset"],
        "contact": said["contact"][locale],
        "key_service": said["key_service"][locale],
    }
    is_test = current_app.extensions["doithoai.settings"].demonstration
    endpoint = {
        "specification": said["specification"],
        "url": f"{request.host_url}open311/v2",
        "changeset": said["changeset"],
        "type": "test" if is_test else "production",
    }
    if form == JSON:
        return as_json(head | {"endpoints": [endpoint | {"formats": said["formats"]}]})
    root = root_of("discovery")
    for name, value in head.items():
        add(root, name, value)
    inner = add(add(root, "endpoints"), "endpoint")
    for name, value in endpoint.items():
        add(inner, name, value)
    formats = add(inner, "formats")
    for each in said["formats"]:
        add(formats, "format", each)
    return as_xml(root)


@cache
def _said() -> Mapping[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
