"""The field guessed from a text: what is likely, what is not known, and how well it is measured."""

from pathlib import Path
from unicodedata import normalize

import pytest

from api.authorities.fields import fields
from api.authorities.names import fold
from api.routing import learning
from api.routing.learning import Example, settings
from api.routing.models import UNSAID
from api.routing.suggestion import Suggester, suggester
from tests.bench.fields import EXAMPLES, guesses, precision, recall, table

LIGHTS = "Đèn đường chiếu sáng ở ngã ba hỏng, mặt đường đầy ổ gà, đề nghị sửa."


@pytest.mark.parametrize(
    ("text", "field"),
    [
        (LIGHTS, "transport"),
        ("Rác thải không được thu gom rác, mùi hôi nồng nặc.", "environment"),
        ("Mất điện liên tục, đường dây điện và cột điện cũ nát.", "utilities"),
        ("Trường tiểu học thiếu giáo viên, học sinh học ghép lớp học.", "education"),
        ("Con tôi là liệt sĩ mà chưa được hưởng tiền tuất.", "labour"),
    ],
)
def test_the_likely_field_is_named_with_the_words_that_speak_for_it(text: str, field: str) -> None:
    found = suggester().suggest(text)

    assert found.field == field
    assert settings()["unknown_below"] <= found.confidence <= 1
    assert found.words


def test_diacritics_composed_or_not_or_left_out_lead_to_the_same_field() -> None:
    ways = LIGHTS, normalize("NFD", LIGHTS), fold(LIGHTS), LIGHTS.upper()

    assert {suggester().suggest(way).field for way in ways} == {"transport"}
    assert suggester().suggest(ways[0]) == suggester().suggest(ways[1])


@pytest.mark.parametrize("text", ["", "Xin cảm ơn.", "12345", "Please help me", "😀"])
def test_what_says_nothing_is_not_known_and_others_are_named(text: str) -> None:
    found = suggester().suggest(text)

    assert (found.field, found.words) == (None, ())
    assert found.confidence < settings()["unknown_below"]
    assert len(found.others) == settings()["shown_besides"]


def test_other_is_never_guessed() -> None:
    found = {suggester().suggest(each.text).field for each in learning.examples_in(EXAMPLES)}

    assert UNSAID not in found
    assert found - {None} <= set(fields())


def test_nothing_is_learnt_from_what_measures() -> None:
    examples = learning.examples_in(EXAMPLES)
    measured = [each for each in examples if learning.is_measured(each)]
    learnt = [each for each in examples if not learning.is_measured(each)]

    shipped = learning.read(learning.SHIPPED)

    assert len(measured) == len(settings()["measured"]["ids"])
    assert 0.2 < len(measured) / len(examples) < 0.4
    assert shipped.by_field == learning.count(learnt).by_field


def test_the_guess_is_right_more_often_than_not_where_one_is_made() -> None:
    measured = filter(learning.is_measured, learning.examples_in(EXAMPLES))

    found = guesses(suggester(), measured)

    # As measured when this was written: 0.82 of what is named, 0.40 of all.
    assert (precision(found) or 0) >= 0.75
    assert (recall(found) or 0) >= 0.35
    assert len(table(found)) == len(fields()) + 3


def test_the_same_examples_make_the_same_file(tmp_path: Path) -> None:
    learnt = [each for each in learning.examples_in(EXAMPLES) if not learning.is_measured(each)]

    learning.write(learning.count(reversed(learnt)), tmp_path / "again.json")

    assert (tmp_path / "again.json").read_bytes() == learning.SHIPPED.read_bytes()


def test_words_that_only_one_example_has_are_not_kept() -> None:
    once = Example("1", "transport", "Ông Mẫu ở số nhà bí mật")
    often = [Example(str(number), "health", "trạm xá hỏng") for number in range(2, 4)]

    kept = learning.count([once, *often]).by_field

    assert kept["transport"] == {}
    assert "tram xa" in kept["health"]


def test_a_home_that_has_counted_its_own_examples_guesses_by_them(tmp_path: Path) -> None:
    text = "Tre làng bị chặt"
    own = [Example(str(number), "culture", text) for number in range(40)]
    own += [Example(f"x{number}", "health", "trạm xá hỏng") for number in range(40)]
    learning.write(learning.count(own), tmp_path / learning.FILE)

    assert suggester().suggest(text).field is None
    assert suggester(tmp_path).suggest(text).field == "culture"
    assert isinstance(suggester(tmp_path / "nowhere"), Suggester)
