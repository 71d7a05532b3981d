"""A dialogue that goes on, on pages: the line at the desk, and one's own place on the screen."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from api.core import clock
from api.core.database import db, unit_of_work
from api.dialogues import attending
from api.dialogues.live import actions, queries
from api.dialogues.live.models import Speaker, TurnState
from api.dialogues.proceedings import close, open_
from api.dialogues.questions.queries import questions_of
from api.dialogues.sessions import Dialogue
from tests import make
from tests.pages.browsing import Reader
from tests.pages.filling import fill, offered

SignedIn = Callable[[str], Reader]


@pytest.fixture
def dialogue(app: object) -> Iterator[Dialogue]:
    """It has begun, and one who registered has come; it is that moment."""
    with unit_of_work():
        made = make.dialogue()
        registered = make.registered(made.id, name="Bà Lan")
    with clock.standing_at(made.starts_at + timedelta(minutes=5)):
        with unit_of_work():
            open_(made.id, make.actor(make.RECEIVER), None)
            attending.attend(registered.id, make.actor(make.RECEIVER))
        yield made


def joined(dialogue: Dialogue, name: str) -> UUID:
    with unit_of_work():
        desk = make.actor(make.RECEIVER)
        return actions.join(dialogue.id, uuid4(), Speaker(name=name), desk)[0].id


def states(dialogue: Dialogue) -> list[tuple[str | None, TurnState]]:
    """Everybody in the line, in its order."""
    db.session.rollback()
    turns = queries.turns_of(dialogue.id, queries.TurnsWanted())
    return [(each.name, each.state) for each in turns]


def test_people_are_entered_called_moved_and_let_go_at_the_desk(
    dialogue: Dialogue, reading: SignedIn
) -> None:
    clerk, at = reading(make.RECEIVER), f"/can-bo/doi-thoai/{dialogue.code}/hang-doi"
    first, second, third = (joined(dialogue, name) for name in ("Ba", "Tư", "Năm"))

    empty = fill(clerk, at, "", minutes="nhiều")
    entered = fill(clerk, at, "", name="Cụ Sáu", minutes="7")
    presses = ((first, "moi"), (first, "them"), (third, "len"), (second, "rut"), (third, "vang"))
    said = [fill(clerk, at, f"{turn}/{slug}").status_code for turn, slug in presses]
    page = clerk.get(at).text

    assert empty.status_code == 422
    assert 'value="nhiều"' in empty.text
    assert entered.status_code == 303
    assert said == [303] * 5
    assert states(dialogue) == [
        ("Ba", TurnState.SPEAKING),
        ("Năm", TurnState.SKIPPED),
        ("Tư", TurnState.LEFT),
        ("Cụ Sáu", TurnState.WAITING),
    ]
    assert "Đang phát biểu: Ba" in page
    assert "được 7 phút" in page
    assert "Bà Lan" in page.partition('name="registration"')[2].partition("</select>")[0]


def test_a_press_on_an_older_page_or_of_others_does_nothing(
    dialogue: Dialogue, reading: SignedIn
) -> None:
    clerk, at = reading(make.RECEIVER), f"/can-bo/doi-thoai/{dialogue.code}/hang-doi"
    turn = joined(dialogue, "Ba")
    fill(clerk, at, f"{turn}/moi")

    twice = [clerk.press(f"{at}/{turn}/them", seen="2") for _ in range(2)]
    stale = twice[1]
    others = [
        clerk.press(f"{at}/{turn}/khac", seen="2"),
        clerk.press(f"{at}/{uuid4()}/xong", seen="2"),
        clerk.press(f"/can-bo/doi-thoai/ABC/hang-doi/{turn}/xong", seen="2"),
    ]

    assert [each.status_code for each in twice] == [303, 409]
    assert "xem lại hàng đợi" in stale.text
    assert [each.status_code for each in others] == [404] * 3
    assert reading(make.CITY_CHAIR).get(at).status_code == 403
    with unit_of_work():
        close(dialogue.id, make.actor(make.RECEIVER), 9, {})
    assert offered(clerk.get(at).text) == ["/dang-xuat"]


def test_who_has_come_joins_and_leaves_on_the_screen_itself(
    dialogue: Dialogue, reading: SignedIn, reader: Reader
) -> None:
    at = f"/doi-thoai/phien/{dialogue.code}"
    lan, other = reading(make.RESIDENT), reading(make.OTHER_RESIDENT)

    assert offered(reader.get(f"{at}/man-hinh").text) == []
    assert offered(other.get(f"{at}/man-hinh").text) == []
    assert other.press(f"{at}/phat-bieu", id=str(uuid4())).status_code == 409
    assert offered(lan.get(f"{at}/man-hinh").text) == [f"{at}/phat-bieu"]
    assert lan.press(f"{at}/phat-bieu", id=str(uuid4())).status_code == 303
    assert "số 1" in lan.get(f"{at}/man-hinh").text
    assert "<li>Bà Lan</li>" in reader.get(f"{at}/man-hinh").text
    assert lan.press(f"{at}/phat-bieu/rut").status_code == 303
    assert states(dialogue) == [("Bà Lan", TurnState.LEFT)]
    assert reader.get("/doi-thoai/phien/ABC/man-hinh").status_code == 404


def test_each_matter_of_a_turn_is_written_down_as_a_question_of_who_spoke(
    dialogue: Dialogue, reading: SignedIn
) -> None:
    clerk, at = reading(make.RECEIVER), f"/can-bo/doi-thoai/{dialogue.code}/hang-doi"
    turn = joined(dialogue, "Ba")
    fill(clerk, at, f"{turn}/moi")

    before = clerk.get(at).text
    empty = fill(clerk, at, "cau-hoi", text="")
    sent = [fill(clerk, at, "cau-hoi", text=each, turn=str(turn)) for each in ("Cống?", "Đèn?")]
    of_others = fill(clerk, at, "cau-hoi", text="Chợ?", turn="", asker="Bà Tư")
    after = clerk.get(str(sent[0].location)).text

    assert empty.status_code == 422
    assert [each.status_code for each in (*sent, of_others)] == [303] * 3
    assert f'<option value="{turn}" selected>Ba</option>' in before
    assert "Đã ghi câu hỏi." in after
    db.session.rollback()
    asked = questions_of(dialogue.id)
    assert [(each.text, each.asker, each.turn_id) for each in asked] == [
        ("Cống?", "Ba", turn),
        ("Đèn?", "Ba", turn),
        ("Chợ?", "Bà Tư", None),
    ]
    assert all(each.is_live for each in asked)
    assert reading(make.CITY_CHAIR).press(f"{at}/cau-hoi", text="Cống?").status_code == 403
