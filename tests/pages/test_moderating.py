"""The desk of a moderator: what waits, and a decision with its reason; its author may object."""

import re
from collections.abc import Callable
from uuid import UUID

import pytest

from api.core.database import db
from api.petitions.models import Petition
from moderation.models import ScreeningState
from moderation.queries import latest
from tests import make
from tests.moderation.looking import INSULTING, held
from tests.pages.browsing import Reader
from tests.pages.filling import fill, offered

SignedIn = Callable[[str], Reader]

QUEUE = "/can-bo/xet-cong-khai"


@pytest.fixture
def waiting(app: object) -> Petition:
    return held()


def state_of(petition_id: UUID) -> ScreeningState:
    db.session.expire_all()
    found = latest(petition_id)
    assert found is not None
    return found.state


def look_of(moderator: Reader) -> str:
    """Where the first of the queue is looked at."""
    [first, *_] = re.findall(f'href="({QUEUE}/[0-9a-f-]{{36}})"', moderator.get(QUEUE).text)
    return str(first)


def test_the_queue_shows_what_waits_and_why_and_not_who_sent_it(
    reading: SignedIn, waiting: Petition
) -> None:
    moderator = reading(make.MODERATOR)

    queue, look = moderator.get(QUEUE).text, moderator.get(look_of(moderator)).text

    assert waiting.code in queue
    assert "Có từ ngữ có thể xúc phạm" in queue
    assert "0912 345 678" not in queue
    assert INSULTING in look
    assert make.RESIDENT not in look


def test_only_moderators_have_it(reading: SignedIn, waiting: Petition) -> None:
    look = look_of(reading(make.MODERATOR))

    for who in (make.RECEIVER, make.CHAIR, make.CITY_MONITOR, make.RESIDENT):
        assert reading(who).get(QUEUE).status_code == 403
        assert reading(who).press(look, publish="true").status_code == 403
    assert "xet-cong-khai" not in reading(make.CHAIR).get("/can-bo").text


def test_what_may_be_shown_is_public_with_more_of_it_masked(
    reading: SignedIn, reader: Reader, waiting: Petition
) -> None:
    moderator = reading(make.MODERATOR)
    shown = moderator.get(look_of(moderator)).text
    words = shown.partition("<textarea")[2].partition(">")[2].partition("</textarea>")[0]

    done = fill(
        moderator,
        look_of(moderator),
        "",
        publish="true",
        masked_text=words.replace("lũ ăn hại", "***"),
    )

    assert "Đã quyết định; người gửi được báo tin." in moderator.get(done.location).text
    public = reader.get(f"/cong-khai/{waiting.code}").text
    assert "cán bộ toàn ***" in public
    assert "ăn hại" not in public


def test_who_does_not_show_it_says_why(reading: SignedIn, waiting: Petition) -> None:
    moderator = reading(make.MODERATOR)
    look = look_of(moderator)

    refused = fill(moderator, look, "", publish="false")
    assert refused.status_code == 422
    assert 'href="#quyet-dinh-reasons"' in refused.text

    fill(moderator, look, "", publish="false", reasons="abuse")
    assert state_of(waiting.id) is ScreeningState.WITHHELD


def test_other_words_than_masks_are_refused_and_stand_there_still(
    reading: SignedIn, waiting: Petition
) -> None:
    moderator = reading(make.MODERATOR)

    refused = fill(moderator, look_of(moderator), "", publish="true", masked_text="Đường tốt lắm.")

    assert refused.status_code == 422
    assert "Đường tốt lắm." in refused.text
    assert state_of(waiting.id) is ScreeningState.HELD


def test_the_author_objects_and_another_moderator_decides(
    reading: SignedIn, waiting: Petition
) -> None:
    first, second = reading(make.MODERATOR), reading(make.OTHER_MODERATOR)
    fill(first, look_of(first), "", publish="false", reasons="abuse")
    author, at = reading(make.RESIDENT), f"/vu-viec/{waiting.id}"

    fill(author, at, "xet-lai", words="Tôi chỉ nói sự thật.")

    assert waiting.code not in first.get(QUEUE).text
    assert "Tôi chỉ nói sự thật." in second.get(look_of(second)).text
    assert state_of(waiting.id) is ScreeningState.APPEALED


def test_the_author_takes_it_out_of_public(reading: SignedIn, reader: Reader) -> None:
    public = held("Cống trước ngõ 12 bị tắc.")
    author, at = reading(make.RESIDENT), f"/vu-viec/{public.id}"
    assert reader.get(f"/cong-khai/{public.code}").status_code == 200

    done = fill(author, at, "khong-cong-khai")

    assert reader.get(f"/cong-khai/{public.code}").status_code == 404
    assert f"{at}/khong-cong-khai" not in offered(author.get(done.location).text)
