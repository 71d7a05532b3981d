"""Giving out quickly gives out the same."""

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marshmallow import Schema, fields

from api.accounts.schemas import SignedInShown
from api.authorities.models import Level
from api.core.dumping import Dumper
from api.core.http import Moment
from api.petitions.readers import PetitionAtIntake, PetitionForAuthor, PetitionInList


class Inner(Schema):
    name = fields.String()
    level = fields.String()
    on = fields.Date()


class Whole(Schema):
    id = fields.UUID()
    text = fields.String(allow_none=True)
    number = fields.Integer()
    share = fields.Float()
    yes = fields.Boolean()
    at = Moment(allow_none=True)
    facts = fields.Dict()
    inner = fields.Nested(Inner, allow_none=True)
    many = fields.List(fields.Nested(Inner))
    also_many = fields.Nested(Inner, many=True)
    words = fields.List(fields.String())
    deep = fields.String(attribute="inner.name")


_inner = st.fixed_dictionaries(
    {"name": st.text(), "level": st.sampled_from(Level), "on": st.dates()}
)
_moments = st.datetimes(datetime(1990, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
_whole = st.fixed_dictionaries(
    {
        "id": st.uuids(),
        "text": st.none() | st.text(),
        "number": st.integers(),
        "share": st.floats(allow_nan=False, allow_infinity=False),
        "yes": st.booleans(),
        "at": st.none() | _moments,
        "facts": st.dictionaries(st.text(), st.integers()),
        "inner": _inner,
        "many": st.lists(_inner, max_size=3),
        "also_many": st.lists(_inner, max_size=3),
        "words": st.lists(st.text(), max_size=3),
    }
)


@given(_whole)
def test_a_mapping_and_an_object_are_dumped_as_marshmallow_does(thing: dict[str, Any]) -> None:
    expected = Whole().dump(thing)

    assert Dumper(Whole).dump(thing) == expected
    assert (
        Dumper(Whole).dump(SimpleNamespace(**thing | {"inner": SimpleNamespace(**thing["inner"])}))
        == expected
    )


@pytest.mark.parametrize(
    "schema", [PetitionForAuthor, PetitionAtIntake, PetitionInList, SignedInShown]
)
def test_every_field_of_a_real_schema_is_given_out(schema: type[Schema]) -> None:
    assert {name for name, _, _ in Dumper(schema)._fields} == set(schema().fields)


def test_what_is_not_there_is_a_mistake_and_not_left_out() -> None:
    with pytest.raises(KeyError):
        Dumper(Inner).dump({"name": "x", "on": date(2026, 3, 2)})
    with pytest.raises(AttributeError):
        Dumper(Inner).dump(UUID(int=0))
