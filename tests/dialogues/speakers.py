"""What the tests of a dialogue that goes on ask again and again."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from uuid import uuid4

from tests.conftest import Client, SignIn
from tests.dialogues.guests import STARTS, posted, when


def joined(who: Client, dialogue: str, status: int = 201, **given: Any) -> Any:
    answer = who.put(f"{dialogue}/turns/{uuid4()}", json=given)
    assert answer.status_code == status, answer.json
    return answer.json


def done(who: Client, turn: Any, act: str, status: int = 201, **given: Any) -> Any:
    answer = who.post(f"/api/v1/turns/{turn['id']}/{act}", json=given or None)
    assert answer.status_code == status, answer.json
    return answer.json


@contextmanager
def in_session(sign_in: SignIn, dialogue: str) -> Iterator[Client]:
    """The desk five minutes after it has begun."""
    with when(sign_in, STARTS + timedelta(minutes=5)) as then:
        posted(then, f"{dialogue}/opening")
        yield then
