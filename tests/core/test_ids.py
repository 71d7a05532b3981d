"""Names of rows, codes, receipt numbers."""

from hypothesis import given
from hypothesis import strategies as st

from api.core.ids import (
    CODE_ALPHABET,
    check_character,
    is_code,
    new_code,
    new_id,
    new_receipt_number,
)


def test_ids_are_version_7_and_in_order() -> None:
    ids = [new_id() for _ in range(2000)]

    assert ids == sorted(ids)
    assert {each.version for each in ids} == {7}


@given(
    st.text(CODE_ALPHABET, min_size=9, max_size=9),
    st.integers(0, 9),
    st.sampled_from(CODE_ALPHABET),
)
def test_one_wrong_symbol_is_always_found(symbols: str, place: int, wrong: str) -> None:
    code = symbols + check_character(symbols)
    changed = code[:place] + wrong + code[place + 1 :]

    assert is_code(changed) == (changed == code)


def test_new_codes_are_codes_and_receipt_numbers_have_their_check_digit() -> None:
    assert all(is_code(new_code()) for _ in range(100))
    for _ in range(100):
        number = new_receipt_number()
        digits = [int(digit) for digit in number]
        doubled = [d * 2 - 9 if d > 4 else d * 2 for d in digits[-2::-2]]
        assert len(number) == 12
        assert (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0


def test_other_text_is_no_code() -> None:
    assert not any(is_code(text) for text in ("", "0" * 10, "ABC", "é" * 10, "23456789AB"))
