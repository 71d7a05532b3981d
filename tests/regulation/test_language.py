"""Reading documents of law, and which rule an event wakes."""

from datetime import date
from pathlib import Path

import pytest

from api.events.names import EVENT_NAMES
from api.regulation.language import InvalidRegulation, Regulation, load
from api.regulation.rules import Basis, Confidence, Extension, Publicity
from api.regulation.terms import Term
from tests.regulation.sample import DOCUMENT, RECURRING, regulation, rule, written


def test_a_rule_is_read_whole(tmp_path: Path) -> None:
    found = rule(
        tmp_path,
        title='"Trả lời"',
        title_en='"Answer"',
        article_en='"Article 1"',
        when='{ kind = "proposal", instance = { min = 2 } }',
        anchor='"starts_at"',
        moves_on='["dialogue.rescheduled"]',
        extend='[ { on = "petition.extended", by = "5wd", times = 2 } ]',
        pause='{ on = "petition.suspended", off = "petition.resumed", grounds = ["flood"] }',
        ends_on='["petition.withdrawn"]',
        publicity='"internal"',
    )

    assert found.duty == "answer"
    assert found.basis is Basis.LAW
    assert found.confidence is Confidence.TEXT
    assert found.publicity is Publicity.INTERNAL
    assert found.term == Term.parse("10wd")
    assert found.version == date(2020, 1, 1)
    assert found.anchor == "starts_at"
    assert found.moves_on == ("dialogue.rescheduled",)
    assert found.ends_on == ("petition.withdrawn",)
    assert (found.title("vi"), found.title("en")) == ("Trả lời", "Answer")
    assert found.citation("vi") == "Điều 1, Luật mẫu"
    assert found.citation("en") == "Article 1, Luật mẫu"


def test_a_recurring_rule_is_read(tmp_path: Path) -> None:
    loaded = regulation(tmp_path, written(**RECURRING))

    (found,) = loaded.recurring(date(2026, 1, 1))
    assert found.every == "month"
    assert found.term_for({}) is None
    assert [condition.fact for condition in found.for_each] == ["position", "level"]


def test_text_is_kept_composed(tmp_path: Path) -> None:
    assert rule(tmp_path, article='"Đie\u0302\u0300u 1"').citation("vi") == "Điều 1, Luật mẫu"


def test_versions_of_a_rule_follow_one_another(tmp_path: Path) -> None:
    old = written(until="2025-11-22")
    new = written(**{"from": "2025-11-23", "term": '"7wd"'})

    loaded = regulation(tmp_path, old, new)

    (before,) = loaded.opening("petition.received", date(2025, 11, 22))
    (after,) = loaded.opening("petition.received", date(2025, 11, 23))
    assert (str(before.term), str(after.term)) == ("10wd", "7wd")
    assert loaded.rule("d.answer", date(2025, 11, 23)) is after
    assert loaded.rule("d.answer", date(2025, 11, 24)) is None
    assert before.hash != after.hash


@pytest.mark.parametrize("until", [None, "2025-11-23", "2026-12-31"])
def test_versions_of_a_rule_may_not_overlap(tmp_path: Path, until: str | None) -> None:
    with pytest.raises(InvalidRegulation, match="overlaps"):
        regulation(tmp_path, written(until=until), written(**{"from": "2025-11-23"}))


def test_a_rule_ends_with_its_document(tmp_path: Path) -> None:
    loaded = regulation(tmp_path, written(), document=DOCUMENT + "until = 2025-12-31\n")

    assert loaded.in_force(date(2025, 12, 31))
    assert not loaded.in_force(date(2026, 1, 1))
    assert not loaded.in_force(date(2019, 12, 31))


def test_the_hash_changes_with_the_words_only(tmp_path: Path) -> None:
    first = rule(tmp_path)

    assert rule(tmp_path).hash == first.hash
    assert rule(tmp_path, article='"Điều 2"').hash != first.hash


def test_an_event_opens_only_the_rules_that_wait_for_it(tmp_path: Path) -> None:
    loaded = regulation(tmp_path, written())

    assert loaded.opening("petition.received", date(2026, 1, 1)) == loaded.rules
    assert loaded.opening("petition.answered", date(2026, 1, 1)) == ()


def test_an_unverified_rule_is_loaded_and_never_runs(tmp_path: Path) -> None:
    loaded = regulation(tmp_path, written(confidence='"unverified"'))

    assert len(loaded.rules) == 1
    assert loaded.in_force(date(2026, 1, 1)) == ()
    assert loaded.opening("petition.received", date(2026, 1, 1)) == ()


def replacing(folder: Path, confidence: str) -> Regulation:
    document = '[document]\nid = "new"\ntitle = "Mới"\nbasis = "promise"\nfrom = 2026-01-01\n'
    document += 'replaces = ["d.answer"]\n' + written(id='"new.answer"', confidence=confidence)
    (folder / "new.toml").write_text(document, encoding="utf-8")
    return regulation(folder, written())


def test_a_document_replaces_rules_from_its_first_day(tmp_path: Path) -> None:
    loaded = replacing(tmp_path, '"text"')

    assert [found.id for found in loaded.in_force(date(2025, 12, 31))] == ["d.answer"]
    assert [found.id for found in loaded.in_force(date(2026, 1, 1))] == ["new.answer"]


def test_a_document_that_does_not_run_replaces_nothing(tmp_path: Path) -> None:
    loaded = replacing(tmp_path, '"unverified"')

    assert [found.id for found in loaded.in_force(date(2026, 1, 1))] == ["d.answer"]


def test_made_up_documents_are_loaded_only_for_a_demonstration(tmp_path: Path) -> None:
    folder = tmp_path / "demonstration"
    folder.mkdir()
    (folder / "d.toml").write_text(
        DOCUMENT + written(confidence='"demonstration"'), encoding="utf-8"
    )

    assert load(tmp_path).rules == ()
    assert len(load(tmp_path, demonstration=True).rules) == 1


def test_nothing_real_hides_among_made_up_documents(tmp_path: Path) -> None:
    folder = tmp_path / "demonstration"
    folder.mkdir()
    (folder / "d.toml").write_text(DOCUMENT + written(), encoding="utf-8")

    with pytest.raises(InvalidRegulation, match="confidence"):
        load(tmp_path, demonstration=True)


@pytest.mark.parametrize(
    ("when", "facts", "matches"),
    [
        ('{ kind = "complaint" }', {"kind": "complaint"}, True),
        ('{ kind = "complaint" }', {"kind": "proposal"}, False),
        ('{ kind = "complaint" }', {}, False),
        ('{ kind = ["complaint", "proposal"] }', {"kind": "proposal"}, True),
        ('{ kind = ["complaint", "proposal"] }', {"kind": "thanks"}, False),
        ("{ instance = { min = 2, max = 3 } }", {"instance": 1}, False),
        ("{ instance = { min = 2, max = 3 } }", {"instance": 2}, True),
        ("{ instance = { min = 2, max = 3 } }", {"instance": 3}, True),
        ("{ instance = { min = 2, max = 3 } }", {"instance": 4}, False),
        ("{ instance = { max = 3 } }", {"instance": None}, False),
        ("{ remote = true }", {"remote": None}, False),
        ("{ remote = false }", {"remote": None}, False),
        ('{ kind = "complaint", remote = true }', {"kind": "complaint", "remote": False}, False),
        ('{ kind = "complaint", remote = true }', {"kind": "complaint", "remote": True}, True),
    ],
)
def test_all_conditions_must_hold(
    tmp_path: Path, when: str, facts: dict[str, object], matches: bool
) -> None:
    assert rule(tmp_path, when=when).matches(facts) is matches


def test_the_first_ceiling_that_holds_is_the_term(tmp_path: Path) -> None:
    found = rule(
        tmp_path,
        term='"30cd"',
        ceilings='[ { when = { remote = true, complex = true }, term = "60cd" },'
        ' { when = { remote = true }, term = "45cd" } ]',
    )

    assert str(found.term_for({"remote": True, "complex": True})) == "60cd"
    assert str(found.term_for({"remote": True})) == "45cd"
    assert str(found.term_for({"remote": None})) == "30cd"


def test_an_extension_is_found_by_its_event_and_facts(tmp_path: Path) -> None:
    found = rule(
        tmp_path,
        extend='[ { on = "denunciation.extended", when = { complexity = "complex" }, by = "30cd" },'
        ' { on = "denunciation.extended", when = { complexity = "specially_complex" },'
        ' by = "30cd", times = 2 } ]',
    )

    twice = found.extension_for("denunciation.extended", {"complexity": "specially_complex"})
    assert isinstance(twice, Extension)
    assert twice.times == 2
    assert found.extension_for("denunciation.extended", {}) is None
    assert found.extension_for("petition.extended", {"complexity": "complex"}) is None


def test_a_pause_has_its_grounds_and_its_dates(tmp_path: Path) -> None:
    pause = rule(
        tmp_path,
        pause='{ on = "petition.suspended", off = "petition.resumed", grounds = ["flood"],'
        " from = 2026-07-01 }",
    ).pause

    assert pause is not None
    assert pause.allows("flood", date(2026, 7, 1))
    assert not pause.allows("flood", date(2026, 6, 30))
    assert not pause.allows("holiday", date(2026, 7, 1))


def test_a_duty_may_need_distinct_days(tmp_path: Path) -> None:
    met_by = rule(tmp_path, **RECURRING).met_by
    monday, tuesday = date(2026, 3, 2), date(2026, 3, 3)

    assert met_by.accepts("reception.held", {})
    assert not met_by.accepts("reception.not_held", {})
    assert met_by.thing({}, monday) == monday
    assert not met_by.is_complete([monday, monday])
    assert met_by.is_complete([monday, tuesday])


def test_a_duty_may_need_named_things(tmp_path: Path) -> None:
    met_by = rule(
        tmp_path,
        met_by='{ event = ["dialogue.results_published"], distinct = "channel",'
        ' all = ["mass_media", "village_heads"] }',
    ).met_by

    assert met_by.thing({"channel": "mass_media"}, date(2026, 3, 2)) == "mass_media"
    assert not met_by.is_complete(["mass_media", "mass_media"])
    assert not rule(tmp_path, **RECURRING).met_by.is_complete([None, date(2026, 3, 2)])
    assert met_by.is_complete(["village_heads", "mass_media"])


def test_a_duty_usually_needs_one_event(tmp_path: Path) -> None:
    met_by = rule(tmp_path).met_by

    assert not met_by.is_complete([])
    assert met_by.is_complete([met_by.thing({}, date(2026, 3, 2))])


def test_every_event_has_a_noun_and_a_participle() -> None:
    assert {"petition.received", "complaint.lodged", "obligation.due_soon"} <= EVENT_NAMES
    assert all(len(name.split(".")) == 2 for name in EVENT_NAMES)
