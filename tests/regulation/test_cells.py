"""Values written into cells and files are read back as what they were."""

import tomllib
from datetime import UTC, date, datetime
from typing import Any
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.regulation.cells import InvalidCell, read, written
from api.regulation.toml_text import document_text, inline

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
VALUES = st.recursive(
    TEXTS | st.booleans() | st.integers(-(2**40), 2**40) | st.dates(),
    lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner),
    max_leaves=8,
)


@given(st.dictionaries(TEXTS, VALUES))
def test_a_file_of_any_tables_is_read_back_as_they_were(table: dict[str, Any]) -> None:
    text = document_text(table, [table, table])

    assert tomllib.loads(text) == {"document": table, "rule": [table, table]}


def composed(text: str) -> str:
    """As everything that people write is kept."""
    return normalize("NFC", text)


@given(TEXTS.filter(lambda text: text == text.strip()) | st.lists(TEXTS, min_size=1))
def test_a_cell_of_any_text_or_list_is_read_back_as_it_was(value: Any) -> None:
    plain = composed(value) if isinstance(value, str) else [composed(each) for each in value]

    assert read("title", written(plain)) == plain


@pytest.mark.parametrize(
    ("key", "cell", "value"),
    [
        ("from", "2027-01-01", date(2027, 1, 1)),
        ("from", "1/1/2027", date(2027, 1, 1)),
        ("until", datetime(2027, 1, 1, tzinfo=UTC), date(2027, 1, 1)),
        ("until", "  ", None),
        ("article", 3.0, "3"),
        ("title", "Cafe\u0301", "Café"),
        ("when", '{ kind = "proposal" }', {"kind": "proposal"}),
        ("met_by", None, None),
    ],
)
def test_what_people_and_spreadsheets_write_is_understood(key: str, cell: Any, value: Any) -> None:
    assert read(key, cell) == value


@pytest.mark.parametrize(
    ("key", "cell"),
    [
        ("from", "tomorrow"),
        ("from", "31/02/2027"),
        ("when", "{ kind = }"),
        ("when", '{ kind = "proposal" }\nterm = "1wd"'),
    ],
)
def test_what_is_no_value_is_refused(key: str, cell: str) -> None:
    with pytest.raises(InvalidCell):
        read(key, cell)


def test_what_a_file_does_not_have_is_not_written() -> None:
    with pytest.raises(TypeError):
        inline(1.5)
