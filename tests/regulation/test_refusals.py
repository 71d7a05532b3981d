"""Refusing documents of law that are not written right, all at once and each at its key."""

from pathlib import Path

import pytest

from api.regulation.language import InvalidRegulation, load
from tests.regulation.sample import DOCUMENT, RECURRING, RULE, regulation, rule, written


@pytest.mark.parametrize(
    ("key", "keys"),
    [
        *(
            (key, {key: None})
            for key in ("id", "article", "confidence", "source", "owed_by", "met_by")
        ),
        ("opens", {"opens": None}),
        ("opens", {"every": '"month"'}),
        ("term", {"term": None}),
        ("for_each", RECURRING | {"for_each": None}),
        ("for_each", {"for_each": '{ position = "deputy" }'}),
        ("when", RECURRING | {"when": '{ level = "commune" }'}),
        ("pause", RECURRING | {"pause": '{ on = "petition.suspended", off = "petition.resumed" }'}),
        ("every", RECURRING | {"every": '"fortnight"'}),
        ("owed_by", RECURRING | {"owed_by": '"holder"'}),
        ("ends_on", RECURRING | {"ends_on": '["petition.withdrawn"]'}),
        ("for_each", RECURRING | {"for_each": '{ level = "commune" }'}),
        ("for_each", RECURRING | {"for_each": '{ position = "deputy", kind = "complaint" }'}),
        ("for_each", RECURRING | {"for_each": '{ position = "king" }'}),
        ("term", {"term": '"period"'}),
        ("colour", {"colour": '"red"'}),
        ("id", {"id": '"answer"'}),
        ("id", {"id": '"D.Answer"'}),
        ("article", {"article": '" "'}),
        ("source", {"source": "7"}),
        ("confidence", {"confidence": '"sure"'}),
        ("confidence", {"confidence": '"demonstration"'}),
        ("opens", {"opens": '"petition.recieved"'}),
        ("opens", {"opens": '["petition.received"]'}),
        ("ends_on", {"ends_on": '["petition.gone"]'}),
        ("ends_on", {"ends_on": "[]"}),
        ("moves_on", {"moves_on": '"dialogue.rescheduled"'}),
        ("anchor", {"anchor": '"someday"'}),
        ("owed_by", {"owed_by": '"everybody"'}),
        ("publicity", {"publicity": '"secret"'}),
        ("term", {"term": '"ten days"'}),
        ("term", {"term": '"-8wh"'}),
        ("ceilings", {"ceilings": '[ { when = { remote = true }, term = "45cd" } ]'}),
        ("extend", {"term": '"8wh"', "extend": '[ { on = "petition.extended", by = "5wd" } ]'}),
        ("extend", {"extend": '[ { on = "petition.extended", by = "4wh" } ]'}),
        ("term", RECURRING | {"term": '"-7cd"'}),
        ("term", {"term": "10"}),
        ("from", {"from": '"2026-01-01"'}),
        ("from", {"from": "2026-01-01T00:00:00"}),
        ("until", {"until": "2019-12-31"}),
        ("when", {"when": '"complaint"'}),
        ("when", {"when": '{ mood = "bad" }'}),
        ("when", {"when": '{ kind = "complant" }'}),
        ("when", {"when": '{ kind = ["complaint", 3] }'}),
        ("when", {"when": "{ kind = [] }"}),
        ("when", {"when": '{ instance = "1" }'}),
        ("when", {"when": "{ instance = true }"}),
        ("when", {"when": "{ remote = 1 }"}),
        ("when", {"when": '{ remote = "yes" }'}),
        ("when", {"when": "{ field = 3 }"}),
        ("when", {"when": '{ kind = { min = "a" } }'}),
        ("when", {"when": "{ instance = { least = 1 } }"}),
        ("when", {"when": "{ instance = {} }"}),
        ("when", {"when": '{ instance = { min = "1" } }'}),
        ("ceilings", {"ceilings": "[ { when = { remote = true } } ]"}),
        ("ceilings", {"ceilings": '[ { when = { remote = true }, term = "unset" } ]'}),
        ("ceilings", {"ceilings": '[ { when = { distance = 3 }, term = "45cd" } ]'}),
        ("ceilings", {"ceilings": '["45cd"]'}),
        ("extend", {"extend": '[ { on = "petition.extended" } ]'}),
        ("extend", {"extend": '[ { on = "petition.longer", by = "5wd" } ]'}),
        ("extend", {"extend": '[ { on = "petition.extended", by = "-5wd" } ]'}),
        ("extend", {"extend": '[ { on = "petition.extended", by = "5wd", times = 0 } ]'}),
        ("extend", {"term": '"-7cd"', "extend": '[ { on = "petition.extended", by = "5wd" } ]'}),
        (
            "ceilings",
            {"term": '"unset"', "ceilings": '[ { when = { remote = true }, term = "5cd" } ]'},
        ),
        ("pause", {"pause": '{ on = "petition.suspended" }'}),
        ("pause", {"pause": '{ on = "petition.slept", off = "petition.resumed" }'}),
        (
            "pause",
            {
                "term": '"prompt"',
                "pause": '{ on = "petition.suspended", off = "petition.resumed" }',
            },
        ),
        ("met_by", {"met_by": "{}"}),
        ("met_by", {"met_by": '{ event = ["petition.done"] }'}),
        ("met_by", {"met_by": '{ event = ["petition.answered"], count = 0 }'}),
        ("met_by", {"met_by": '{ event = ["petition.answered"], often = 2 }'}),
    ],
)
def test_a_rule_that_is_not_right_is_refused_at_its_key(
    tmp_path: Path, key: str, keys: dict[str, str | None]
) -> None:
    with pytest.raises(InvalidRegulation) as refused:
        rule(tmp_path, **keys)

    (problem,) = refused.value.problems
    expected = "" if keys.get("id", "") is None else str((RULE | keys)["id"]).strip('"')
    assert (problem.file, problem.rule, problem.key) == ("d.toml", expected, key)
    assert problem.reason in str(refused.value)


@pytest.mark.parametrize(
    ("document", "key"),
    [
        (DOCUMENT.replace('id = "d"', ""), "id"),
        (DOCUMENT.replace('title = "Luật mẫu"', ""), "title"),
        (DOCUMENT.replace("from = 2020-01-01", ""), "from"),
        (DOCUMENT.replace('"law"', '"custom"'), "basis"),
        (DOCUMENT + "until = 2019-01-01", "until"),
        (DOCUMENT + 'replaces = ["d.nothing"]', "replaces"),
        (DOCUMENT + "pages = 3", "pages"),
        ("", "document"),
        ("rule = 3" + DOCUMENT, "document"),
        ("law = 3" + DOCUMENT, "law"),
        ("[document", ""),
    ],
)
def test_a_document_that_is_not_right_is_refused(tmp_path: Path, document: str, key: str) -> None:
    with pytest.raises(InvalidRegulation) as refused:
        regulation(tmp_path, document=document)

    assert [problem.key for problem in refused.value.problems] == [key]


def test_a_document_is_written_in_utf_8(tmp_path: Path) -> None:
    (tmp_path / "d.toml").write_bytes(DOCUMENT.encode("utf-16"))

    with pytest.raises(InvalidRegulation, match="cannot be read"):
        load(tmp_path)


def test_everything_that_is_wrong_is_said_at_once(tmp_path: Path) -> None:
    (tmp_path / "e.toml").write_text("nonsense", encoding="utf-8")

    with pytest.raises(InvalidRegulation) as refused:
        regulation(
            tmp_path, written(term='"soon"', owed_by='"nobody"'), written(id='"d.two"', source=None)
        )

    found = [(p.file, p.rule, p.key) for p in refused.value.problems]
    assert found == [
        ("d.toml", "d.answer", "term"),
        ("d.toml", "d.answer", "owed_by"),
        ("d.toml", "d.two", "source"),
        ("e.toml", "", ""),
    ]


def test_two_documents_have_two_ids(tmp_path: Path) -> None:
    (tmp_path / "e.toml").write_text(DOCUMENT, encoding="utf-8")

    with pytest.raises(InvalidRegulation, match="another document"):
        regulation(tmp_path)
