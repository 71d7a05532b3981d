"""Finding petitions by words, by their numbers, and, at intake, by who sent them."""

import re

from sqlalchemy import ColumnElement, and_, func, or_, select

from api.accounts.errors import NotAMobileNumber
from api.accounts.phones import mobile
from api.cases.access import UNTOLD, WORDLESS, sight
from api.cases.models import Case
from api.core.access import Actor, Role
from api.core.ids import is_code
from api.petitions.models import Petition
from api.petitions.public_text import PublicText
from api.petitions.search_errors import NothingLookedFor, SenderNotSearched
from api.petitions.states import INTAKE

_PIECE = re.compile(r'(-?)("[^"]*"|\S+)')
_QUOTES = str.maketrans("“”„«»", '"""""')
_RECEIPT = re.compile(r"\d{12}")
_REGISTER = re.compile(r"(\d{1,9})/(\d{4})")


def with_words(actor: Actor | None, words: str) -> ColumnElement[bool]:
    """The petitions with this number, or with these words for who may read them.

    `"words in a row"` are a phrase, `-word` is one that must not be there; marks over letters do
    not matter. Raises `NothingLookedFor` when it says only what must not be there.
    """
    return _numbered(actor, words) if _is_number(words) else _worded(actor, _checked(words))


def sent_by(actor: Actor | None, sender: str) -> ColumnElement[bool]:
    """What is in intake where this person receives, and was sent by this name or number.

    Later the sender is shown on demand alone, one case at a time: raises `SenderNotSearched` for
    everybody else.
    """
    if actor is None or not actor.is_(Role.RECEIVER):
        raise SenderNotSearched
    own = Petition.__table__.c
    try:
        is_theirs = own.contact["phone"].astext == mobile(sender)
    except NotAMobileNumber:
        name = own.petitioner["name"].astext
        is_theirs = func.strpos(func.fold(name), func.fold(sender)) > 0
    return and_(
        sight(actor).only(Role.RECEIVER).clause(),
        Case.state.in_(INTAKE),
        Case.id.in_(select(own.id).where(is_theirs)),
    )


def _is_number(words: str) -> bool:
    return bool(
        is_code(_joined(words)) or _RECEIPT.fullmatch(_joined(words)) or _REGISTER.fullmatch(words)
    )


def _numbered(actor: Actor | None, words: str) -> ColumnElement[bool]:
    """By its code for everybody; by its other numbers for who reads those."""
    joined, told = _joined(words), sight(actor).without(*UNTOLD).clause()
    if register := _REGISTER.fullmatch(words):
        number, year = register.groups()
        return and_(Case.register_number == int(number), Case.register_year == int(year), told)
    return or_(Case.code == joined, and_(Case.receipt_number == joined, told))


def _joined(words: str) -> str:
    """As numbers are kept; people write them in groups."""
    return re.sub(r"[\s.\-]", "", words).upper()


def _checked(words: str) -> str:
    """The words, refused when nothing of them must be there."""
    straight = words.translate(_QUOTES)
    pieces = _PIECE.findall(straight)
    if pieces and all(minus for minus, _ in pieces):
        raise NothingLookedFor
    return straight


def _worded(actor: Actor | None, words: str) -> ColumnElement[bool]:
    """In the original words for who may read those, in the masked ones for who reads these."""
    query = func.websearch_to_tsquery("simple", func.fold(words))
    original, masked = Petition.__table__.c, PublicText.__table__.c
    in_original = select(original.id).where(original.search.op("@@")(query))
    in_masked = select(masked.petition_id).where(masked.search.op("@@")(query))
    seen = sight(actor)
    return or_(
        and_(Case.id.in_(in_original), seen.without(*WORDLESS).clause()),
        and_(Case.id.in_(in_masked), seen.only(*WORDLESS).clause()),
    )
