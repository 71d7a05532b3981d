"""Following by code or number, without an account: found however it is said."""

import re

from api.core.database import unit_of_work
from api.core.ids import in_threes, new_code, new_receipt_number
from tests import make
from tests.conftest import Client

AT = "/api/v1/cases/"


def test_a_number_is_found_however_it_was_dictated(client: Client) -> None:
    with unit_of_work():
        made = make.petition()
        code, number = made.code, made.receipt_number
    threes = in_threes(number)

    ways = [number, threes, threes.replace(" ", "."), threes.replace(" ", " – ")]
    ways += [f"\u00a0{threes} ", code, code.lower(), f"{code[:5]}-{code[5:]}"]

    assert [client.get(AT + way).status_code for way in ways] == [200] * len(ways)
    assert "Cống" not in client.get(AT + code).text


def test_what_is_unknown_looks_the_same_whatever_was_wrong_with_it(client: Client) -> None:
    wrong = [new_code(), new_receipt_number(), "123", "0" * 12, "x" * 300, "%20"]

    answers = [client.get(AT + each) for each in wrong]

    assert {answer.status_code for answer in answers} == {404}
    told = [re.sub(r'"(instance|request_id)": "[^"]*"', "", each.text) for each in answers]
    assert len(set(told)) == 1
