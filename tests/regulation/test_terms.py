"""Reading terms as the law states them."""

import pytest

from api.regulation.terms import InvalidTerm, Term, TermUnit


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [
        ("10wd", 10, TermUnit.WORKING_DAYS),
        ("30cd", 30, TermUnit.CALENDAR_DAYS),
        ("-7cd", -7, TermUnit.CALENDAR_DAYS),
        ("-5wd", -5, TermUnit.WORKING_DAYS),
        ("1mo", 1, TermUnit.MONTHS),
        ("8wh", 8, TermUnit.WORKING_HOURS),
    ],
)
def test_a_counted_term_has_an_amount_and_a_unit(text: str, amount: int, unit: TermUnit) -> None:
    term = Term.parse(text)

    assert (term.amount, term.unit) == (amount, unit)
    assert term.is_counted
    assert term.is_backward == (amount < 0)
    assert str(term) == text


@pytest.mark.parametrize("text", ["unset", "prompt", "period"])
def test_a_term_without_a_number_is_not_counted(text: str) -> None:
    term = Term.parse(text)

    assert not term.is_counted
    assert not term.is_backward
    assert str(term) == text


def test_unset_and_prompt_are_two_things() -> None:
    assert Term.parse("unset") != Term.parse("prompt")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "10",
        "wd",
        "10 wd",
        "10WD",
        "0wd",
        "-0cd",
        "01cd",
        "1000wd",
        "1.5cd",
        "+3cd",
        "\uff11\uff10wd",
        "10wd\n",
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(InvalidTerm, match="is no term"):
        Term.parse(text)


@pytest.mark.parametrize("text", ["-1mo", "-8wh"])
def test_only_days_are_counted_back(text: str) -> None:
    with pytest.raises(InvalidTerm, match="back"):
        Term.parse(text)
