"""The competence table: what it refuses, and which row wins."""

from pathlib import Path

import pytest

from api.authorities.directory import Directory
from api.authorities.fields import fields
from api.authorities.models import Level
from api.authorities.policy import BODIES
from api.cases.models import Addressee, Kind
from api.routing.reading import InvalidCompetence, read, shipped
from api.routing.table import Row

ROW = """
[[row]]
id = "{id}"
when = {{ {when} }}
to = {{ body = "government", title = "government_chair" }}
because = {{ vi = "vì", en = "because" }}
source = "a text"
confidence = "text"
"""
FRAME = """
province = "31"
[top]
party = "council"
government = "council"
council = "party"
front = "party"
because = { vi = "vì", en = "because" }
source = "a text"
confidence = "text"
[returns]
escalate_at = 3
source = "a text"
confidence = "text"
"""
MATTER = {
    "addressee": frozenset({"government"}),
    "kind": frozenset({"reflection"}),
    "field": frozenset({"transport", "giao_thong"}),
    "level": frozenset({"commune"}),
    "area": frozenset({"11359"}),
}


def table(tmp_path: Path, *rows: str, frame: str = FRAME) -> Path:
    path = tmp_path / "table.toml"
    path.write_text(frame + "".join(rows), encoding="utf-8")
    return path


def row(name: str, when: str) -> str:
    return ROW.format(id=name, when=when)


def problems(path: Path) -> tuple[str, ...]:
    with pytest.raises(InvalidCompetence) as refused:
        read(path)
    return refused.value.problems


@pytest.mark.parametrize(
    ("more", "less"),
    [
        ('area = "11359"', 'field = "transport"'),
        ('area = "11359"', 'field = "transport", kind = "reflection", level = "commune"'),
        ('field = "transport"', 'kind = "reflection", level = "commune"'),
        ('kind = "reflection"', 'level = "commune", addressee = "government"'),
        ('level = "commune"', 'addressee = "government"'),
        ('addressee = "government"', ""),
        ('area = "11359", field = "giao_thong"', 'area = "11359", kind = ["reflection"]'),
    ],
)
def test_the_row_that_says_most_wins_in_whatever_order_they_stand(
    tmp_path: Path, more: str, less: str
) -> None:
    for rows in ((row("more", more), row("less", less)), (row("less", less), row("more", more))):
        found = read(table(tmp_path, *rows)).row_for(MATTER)

        assert found is not None
        assert found.id == "more"


def test_a_row_that_asks_for_something_else_does_not_hold(tmp_path: Path) -> None:
    found = read(table(tmp_path, row("other", 'field = "health"'))).row_for(MATTER)

    assert found is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ('level = "commune"', 'level = "commune"'),
        ('kind = ["reflection", "proposal"]', 'kind = ["proposal", "complaint"]'),
        ('field = "transport"', 'field = "giao_thong"'),
    ],
)
def test_two_rows_that_nothing_tells_apart_are_refused(
    tmp_path: Path, one: str, other: str
) -> None:
    path = table(tmp_path, row("one", one), row("other", other))

    assert problems(path) == ("table.toml · other · when · nothing tells it apart from one",)


def test_two_parts_of_one_field_are_told_apart(tmp_path: Path) -> None:
    rows = row("roads", 'field = "giao_thong"'), row("lights", 'field = "chieu_sang"')

    found = read(table(tmp_path, *rows)).row_for(MATTER)

    assert found is not None
    assert found.id == "roads"


@pytest.mark.parametrize(
    ("was", "becomes", "problem"),
    [
        ('id = "a"', 'id = "a"\nwho = "x"', "a · who · is not known"),
        ('level = "commune"', 'colour = "red"', "a · when.colour · is not known"),
        ('level = "commune"', 'level = "district"', "a · when.level · 'district' is not known"),
        ('level = "commune"', 'field = "moon"', "a · when.field · 'moon' is not known"),
        ('level = "commune"', 'kind = "gossip"', "a · when.kind · 'gossip' is not known"),
        ('level = "commune"', 'area = "Gia"', "a · when.area · 'Gia' is not known"),
        ('body = "government"', 'body = "desk"', "a · to.body · 'desk' is no body of an area"),
        ('body = "government", ', "", "a · to · names either a body or a desk"),
        ('source = "a text"', "", "a · source · is missing"),
        ('confidence = "text"', 'confidence = "sure"', "a · confidence · 'sure' is none of"),
        ('en = "because"', 'de = "weil"', "a · because.en · is missing"),
        ('source = "a text"', 'source = "a"\nprepares = { moon = "kt" }', "a · prepares.moon"),
    ],
)
def test_a_mistake_is_named_with_file_row_and_key(
    tmp_path: Path, was: str, becomes: str, problem: str
) -> None:
    path = table(tmp_path, row("a", 'level = "commune"').replace(was, becomes))

    (said,) = problems(path)
    assert said.startswith(f"table.toml · {problem}")


def test_all_mistakes_are_named_at_once(tmp_path: Path) -> None:
    bad = row("a", 'level = "district"'), row("a", 'kind = "gossip"')

    found = problems(table(tmp_path, *bad, frame=FRAME.replace('province = "31"', "")))

    assert len(found) == 4


def test_a_file_that_is_no_toml_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "table.toml"
    path.write_text("[[row]", encoding="utf-8")

    assert problems(path)[0].startswith("table.toml: ")


def test_the_shipped_table_answers_every_question() -> None:
    for addressee in Addressee:
        for kind in Kind:
            for level in Level:
                asked = {"addressee": addressee, "kind": kind, "level": level}
                matter = MATTER | {name: frozenset({value}) for name, value in asked.items()}
                assert shipped().row_for(matter) is not None


def test_the_shipped_table_names_only_units_that_there_are(known: Directory) -> None:
    places = {Level.PROVINCE: "31", Level.COMMUNE: "11359"}

    named = {
        (places[Level(level)], desk)
        for row_ in shipped().rows
        for level in row_.when.get("level", frozenset(Level))
        for desk in desks_of(row_)
    }
    named |= {
        (places[level], desk) for desks in shipped().about.values() for level, desk in desks.items()
    }

    assert len(named) > 20
    assert [each for each in named if known.desk(*each) is None] == []


def test_the_shipped_table_says_who_prepares_in_every_field_and_whence_it_knows() -> None:
    for row_ in shipped().rows:
        assert row_.source
        if row_.receives is not None:
            assert all(row_.preparing(code) for code in fields())
    assert set(shipped().top.instead) == BODIES


def desks_of(named: Row) -> set[str]:
    """Every desk that a row speaks of, by the last part of its code."""
    preparing = {named.prepares} if isinstance(named.prepares, str) else {*named.prepares.values()}
    return {desk for desk in (*preparing, named.receives, named.to.desk) if desk}
