"""Where people find this installation: what links in messages and on papers begin with."""

from flask import current_app, request


def linked(path: str) -> str | None:
    """The whole address of this path; None where nobody said how the installation is found."""
    address: str = current_app.extensions["doithoai.settings"].public_address
    return f"{address}{path}" if address else None


def linked_here(path: str) -> str:
    """The same inside a request: without a setting, as whoever asks has found it."""
    return linked(path) or f"{request.host_url.rstrip('/')}{path}"
