"""The pages over HTTP, a file for each of their readers."""

from flask import Flask

from api.pages import rendering
from api.pages.blueprint import nowhere, pages
from api.pages.routes import (
    asked,
    asking,
    attending,
    booking,
    calculator,
    calendars,
    cases,
    changing_law,
    concluding,
    denouncing,
    desk,
    entering,
    following,
    front,
    giving_up,
    handing_in,
    inbox,
    live,
    moderating,
    own,
    planning,
    promised,
    promising,
    proposing,
    published,
    reception_months,
    receptions,
    registering,
    regulations,
    searching,
    seating,
    showing_pictures,
    signing_in,
    texts,
    triage,
    verifying,
    visits,
    watching,
)

RESIDENTS = (
    front,
    signing_in,
    handing_in,
    denouncing,
    following,
    own,
    planning,
    promised,
    published,
    calculator,
    regulations,
    asking,
    asked,
    attending,
    calendars,
    booking,
    giving_up,
    verifying,
)
OFFICIALS = (
    desk,
    searching,
    cases,
    texts,
    entering,
    receptions,
    reception_months,
    visits,
    planning,
    seating,
    triage,
    registering,
    live,
    inbox,
    promising,
    moderating,
    showing_pictures,
    watching,
    proposing,
    changing_law,
    concluding,
)
AUDIENCES = (*RESIDENTS, *OFFICIALS)
"""Importing a file puts its pages on the blueprint."""


def init_app(app: Flask) -> None:
    """Serve the pages, and answer in pages who reads them."""
    rendering.init_app(app)
    app.register_blueprint(pages)
    for status in (404, 405):
        app.register_error_handler(status, nowhere)
