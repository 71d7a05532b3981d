"""The competence table in force: the one adopted here last, else the one we ship."""

import logging
from collections.abc import Iterator
from functools import lru_cache

from api.authorities.directory import directory
from api.regulation.queries import adopted_competence
from api.routing.reading import SHIPPED, InvalidCompetence, read_text, shipped
from api.routing.table import Competence

log = logging.getLogger(__name__)

NAME = "competence"


def in_force() -> Competence:
    """The table by which matters are routed now; ours when the one adopted cannot be read."""
    text = adopted_competence()
    if text is None:
        return shipped()
    try:
        return _read(text)
    except InvalidCompetence:
        log.exception("the adopted competence table cannot be read")
        return shipped()


class Table:
    """The table as whoever changes the law here sees it."""

    def text(self) -> str:
        """The whole of it as TOML."""
        return adopted_competence() or SHIPPED.read_text(encoding="utf-8")

    def objections(self, text: str) -> Iterator[tuple[str, str, str]]:
        """What keeps this text from being the table: of each mistake row, key and reason."""
        try:
            table = _read(text)
        except InvalidCompetence as wrong:
            yield from map(_placed, wrong.problems)
        else:
            if directory().area(table.province) is None:
                yield "province", "", f"{table.province!r} is not known"


def _placed(problem: str) -> tuple[str, str, str]:
    """Row, key and reason of a mistake as the reader of the table names it."""
    *where, reason = problem.split(" · ")
    _, row, key = (*where, "", "", "")[:3]
    return row, key, reason


@lru_cache(maxsize=4)
def _read(text: str) -> Competence:
    return read_text(NAME, text)
