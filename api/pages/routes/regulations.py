"""The rules in force as everybody reads them: what is owed, how long, by whom, how sure it is."""

from flask import Response, request

from api.core import clock
from api.core.access import public
from api.pages.blueprint import pages
from api.pages.law_book import documents_read, titles
from api.pages.rendering import FOR_ALL, page
from api.regulation.queries import regulation

LONGEST_WORDS = 100


@pages.get("/quy-dinh")
@public
def regulations() -> Response:
    """Every document with its rules, narrowed to one document or to what is sought"""
    law = regulation()
    words = request.args.get("q", "").strip()[:LONGEST_WORDS]
    named, all_titles = request.args.get("vb", ""), titles(law)
    only = named if named in dict(all_titles) else ""
    return page(
        "regulations.html",
        documents=documents_read(law, clock.today(), words, only),
        titles=all_titles,
        only=only,
        words=words,
        today=clock.today(),
        keep=FOR_ALL,
    )
