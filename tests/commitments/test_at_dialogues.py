"""What is promised before people: carried out, confirmed by who asked, verified from outside."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from api.authorities.lookup import position_named
from api.cases.models import Case
from api.commitments import actions, queries
from api.commitments.errors import OwnerElsewhere, PromisedInPast
from api.commitments.models import Commitment
from api.commitments.policy import policy
from api.core import clock
from api.core.database import db, unit_of_work
from api.events.models import Event
from notifications.audiences import members, told_of
from notifications.models import Audience
from tests import make
from tests.conftest import MONDAY, Client, SignIn

pytestmark = pytest.mark.usefixtures("app")

DAY = date(2026, 3, 29)
INSPECTOR = f"{make.COMMUNE}-mttq-thanh-tra-nhan-dan"
LIST = "/api/v1/commitments"


def there(made: Commitment) -> str:
    return f"{LIST}/{made.id}"


def done(client: Client, address: str, act: str, **given: Any) -> Any:
    answer = client.post(f"{address}/{act}", json=given)
    assert answer.status_code == 201, answer.json
    return answer.json


def refused(client: Client, address: str, act: str, **given: Any) -> tuple[int, str]:
    answer = client.post(f"{address}/{act}", json=given)
    return answer.status_code, answer.json["type"].removeprefix("/problems/")


def reported(client: Client, address: str, text: str = "Đã lắp cống.") -> Any:
    return done(client, address, "evidence", text=text, done_on=clock.today().isoformat())


def test_everybody_reads_how_far_it_is_and_who_asked_speaks_first(
    sign_in: SignIn, client: Client
) -> None:
    with unit_of_work():
        address = there(make.pledged())
    chair, asker = sign_in(make.CHAIR), sign_in(make.RESIDENT)

    told = done(chair, address, "progress", text="Đã đào 40 m.", percent=33)
    assert (told["state"], told["measure"]) == ("under_way", "Đo được 120 m cống đã lắp")
    assert "Lời hứa trước người dân" in " ".join(told["obligations"][0]["explanation"])
    [told] = client.get(address).json["progress"]
    assert (told["text"], told["percent"]) == ("Đã đào 40 m.", 33)

    # Reported in time. Nobody reads in public in which words they say what is missing.
    reported(chair, address)
    for outside in (make.CITY_CHAIR, INSPECTOR):
        early = refused(sign_in(outside), address, "verification", verified=True)
        assert early == (409, "ask-first")
    assert refused(asker, address, "confirmation", confirmed=False) == (422, "what-is-missing")
    missing = {"confirmed": False, "words": "Cống nhà tôi thiếu nắp."}
    rejected = done(asker, address, "confirmation", **missing)
    assert (rejected["state"], rejected["fate"]) == ("rejected", "broken")
    assert client.get(address).json["reports"][0]["verdict"]["words"] is None


def test_what_was_not_so_goes_on_until_the_inspection_board_says_that_it_is(
    sign_in: SignIn,
) -> None:
    with unit_of_work():
        made = make.pledged()
        actions.report(made.id, make.actor(make.CHAIR), "Đã làm.", clock.today())
        asker = make.actor(make.RESIDENT)
        actions.confirm(made.id, asker, confirmed=False, words="Thiếu nắp.")
    address, yes = there(made), {"verified": True}

    # Under way again, and done after its day; confirmed, which is not the end.
    with clock.standing_at(MONDAY + timedelta(days=40)):
        chair, author = sign_in(make.CHAIR), sign_in(make.RESIDENT)
        assert done(chair, address, "progress", text="Đang đúc nắp.")["fate"] == "late"
        reported(chair, address, "Đã đậy nắp.")
        assert done(author, address, "confirmation", confirmed=True)["state"] == "confirmed"
        again = refused(author, address, "confirmation", confirmed=True)
        assert again == (409, "confirmed-already")

        # Not by the owner's unit, and not by the Front alone, which organised it too.
        assert refused(chair, address, "verification", **yes) == (403, "own-promise")
        for front in (make.FRONT, make.CITY_MONITOR):
            said = refused(sign_in(front), address, "verification", **yes)
            assert said == (403, "promised-at-dialogue")
        verified = done(sign_in(INSPECTOR), address, "verification", **yes)

    assert (verified["state"], verified["fate"]) == ("verified", "kept_late")
    assert verified["reports"][-1]["verdict"]["by"] == "inspector"
    [kept] = verified["obligations"]
    assert (kept["state"], kept["rule"]) == ("late", "viec-da-hua.dialogue")


def test_who_asked_is_waited_for_so_long_and_no_longer(sign_in: SignIn) -> None:
    with unit_of_work():
        asked, unasked = there(make.pledged()), there(make.pledged(asker=None))
    for address in (asked, unasked):
        reported(sign_in(make.CHAIR), address)

    # Nobody can be asked there.
    assert done(sign_in(INSPECTOR), unasked, "verification", verified=True)["fate"] == "kept"
    with clock.standing_at(MONDAY + timedelta(days=policy().silent_days - 1)):
        early = sign_in(INSPECTOR).post(f"{asked}/verification", json={"verified": True})
        assert early.json["until"] == sign_in(INSPECTOR).get(asked).json["ask_first_until"]
    with clock.standing_at(MONDAY + timedelta(days=policy().silent_days)):
        done(sign_in(make.CITY_CHAIR), asked, "verification", verified=True)


def test_another_day_is_allowed_by_the_level_above_and_the_old_one_stays_shown(
    sign_in: SignIn, client: Client
) -> None:
    with unit_of_work():
        address = there(make.pledged())
    chair, above = sign_in(make.CHAIR), sign_in(make.CITY_CHAIR)
    later = {"due_on": "2026-04-30", "reason": "Mưa lớn kéo dài."}

    # Neither an earlier day nor a second one; and not by who owes it.
    earlier = later | {"due_on": DAY.isoformat()}
    assert refused(chair, address, "postponement", **earlier)[1] == "not-a-later-day"
    assert done(chair, address, "postponement", **later)["due_on"] == DAY.isoformat()
    assert refused(chair, address, "postponement", **later)[1] == "day-asked-for"
    own = refused(chair, address, "postponement-decision", approve=True)
    assert own == (403, "decided-above")
    assert refused(above, address, "postponement-decision", approve=False)[0] == 422
    no = {"approve": False, "reason": "Còn đủ thời gian."}
    assert done(above, address, "postponement-decision", **no)["moves"] == 0
    done(chair, address, "postponement", **later)
    moved = done(above, address, "postponement-decision", approve=True)

    assert (moved["due_on"], moved["moves"]) == ("2026-04-30", 1)
    assert moved["obligations"][0]["last_day"] == "2026-04-30"
    days = [(each["former_due_on"], each["approved"]) for each in moved["postponements"]]
    assert days == [(DAY.isoformat(), False), (DAY.isoformat(), True)]
    assert client.get(address).json["postponements"][1]["reason"] == "Mưa lớn kéo dài."
    assert refused(above, address, "postponement-decision", approve=True)[1] == "no-day-asked-for"
    with clock.standing_at(MONDAY + timedelta(days=90)):
        late = {"due_on": "2026-12-01", "reason": "Thiếu vốn."}
        assert (
            refused(sign_in(make.CHAIR), address, "postponement", **late)[1] == "too-late-to-move"
        )


def test_what_cannot_be_done_is_explained_by_the_head_and_counts_as_broken(
    sign_in: SignIn, client: Client
) -> None:
    with unit_of_work():
        address = there(make.pledged())
    because = {"reason": "Tuyến cống thuộc dự án của thành phố, phường không được làm."}

    assert refused(sign_in(make.RESIDENT), address, "failure", **because)[0] == 403
    for other in (make.CITY_CHAIR, make.HANDLER, f"{make.COMMUNE}-kt-truong"):
        assert refused(sign_in(other), address, "failure", **because)[0] == 403
    failed = done(sign_in(make.CHAIR), address, "failure", **because)

    assert (failed["state"], failed["fate"]) == ("failed", "broken")
    assert failed["obligations"][0]["state"] == "ended"
    assert client.get(address).json["failure"]["reason"] == because["reason"]
    again = refused(sign_in(make.CHAIR), address, "progress", text="Làm tiếp.")
    assert again == (409, "promise-not-open")


def test_the_inspection_board_sees_what_is_promised_at_dialogues_of_its_place_alone(
    sign_in: SignIn,
) -> None:
    with unit_of_work():
        made = make.pledged(owner="31-sxd-truong", asker=None)
        answered = make.promised(DAY)
        of_answer = queries.promised_in(answered.id)[0].id
    board = sign_in(INSPECTOR)
    other = sign_in(INSPECTOR.replace(make.COMMUNE, "11383"))

    assert [each["id"] for each in board.get(LIST).json["items"]] == [str(made.id)]
    assert other.get(LIST).json["items"] == []
    assert board.get(f"{LIST}/{of_answer}").status_code == 404
    assert board.get(f"/api/v1/petitions/{answered.id}").status_code == 404
    assert board.get("/api/v1/petitions").json["items"] == []
    reported(sign_in("31-sxd-truong"), there(made))
    assert refused(other, there(made), "verification", verified=True)[0] == 403
    assert done(board, there(made), "verification", verified=True)["state"] == "verified"


def test_a_promise_is_laid_on_somebody_of_the_place_or_above_it_for_a_day_ahead() -> None:
    made = make.pledged(owner="31-sxd-truong")

    assert (made.unit_area_code, made.holder_reason) == ("31", "promised")
    assert made.asked_for_id == position_named(make.CHAIR).unit_id
    with pytest.raises(OwnerElsewhere):
        make.pledged(owner="11383-ubnd-chu-tich")
    with pytest.raises(PromisedInPast):
        make.pledged(due_on=clock.today() - timedelta(days=1))


def test_what_was_not_kept_opens_the_next_agenda() -> None:
    late, broken, given_up, _ = (make.pledged(what=f"Việc {number}") for number in range(4))
    unit_id = position_named(make.CHAIR).unit_id
    chair = make.actor(make.CHAIR)
    actions.report(broken.id, chair, "Đã làm.", clock.today())
    asker = make.actor(make.RESIDENT)
    actions.confirm(broken.id, asker, confirmed=False, words="Chưa làm.")
    actions.fail(given_up.id, chair, "Thiếu vốn.")
    late.due_on = clock.today() - timedelta(days=1)

    def open_items() -> set[UUID]:
        return {each.id for each in queries.unkept_of(unit_id, clock.now())}

    assert open_items() == {late.id, broken.id, given_up.id}


def test_all_who_asked_the_same_hear_of_it_and_any_of_them_confirms(sign_in: SignIn) -> None:
    with unit_of_work():
        made = make.pledged()
        neighbour = make.account_of(make.OTHER_RESIDENT)
        actions.also_asked(made, [(neighbour.id, "Bà Mẫu"), (made.author_id, None)], clock.now())
    address = there(made)
    reported(sign_in(make.CHAIR), address)
    with unit_of_work():
        happened = db.session.scalars(select(Event).where(Event.case_id == made.id)).all()
        told = {name: set(_told(name, happened)) for name in {each.name for each in happened}}

    assert told["commitment.made"] == {made.author_id, neighbour.id}
    assert told["commitment.reported_done"] == {made.author_id, neighbour.id}
    [one] = sign_in(make.OTHER_RESIDENT).get(f"{LIST}?mine=true").json["items"]
    assert one["id"] == str(made.id)
    confirmed = done(sign_in(make.OTHER_RESIDENT), address, "confirmation", confirmed=True)
    assert confirmed["state"] == "confirmed"
    with unit_of_work():
        board = make.account_of(INSPECTOR).id
        heard = db.session.scalars(
            select(Event).where(Event.case_id == made.id, Event.name == "commitment.confirmed")
        ).one()
        assert [*members(Audience.INSPECTORS, heard, made)] == [board]


def _told(name: str, happened: Sequence[Event]) -> Iterator[UUID | None]:
    [event] = [each for each in happened if each.name == name]
    case = db.session.get(Case, event.case_id)
    yield from (who for _, who in told_of(Audience.AUTHOR, event, case))
