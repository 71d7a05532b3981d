"""Limits."""

import threading
from datetime import timedelta

import pytest
from flask import Flask

from api.core.database import unit_of_work
from api.core.limits import Limit

THRICE = Limit("thrice", 3, timedelta(hours=1))


def test_so_many_and_no_more_for_each_key(app: Flask) -> None:
    assert [THRICE.hit("a") for _ in range(5)] == [True, True, True, False, False]
    assert THRICE.hit("b")


def test_a_hit_outlives_the_transaction_that_falls(app: Flask) -> None:
    for _ in range(3):
        with pytest.raises(ZeroDivisionError), unit_of_work():
            THRICE.hit("a")
            raise ZeroDivisionError

    assert not THRICE.hit("a")


def test_it_is_exact_when_many_hit_at_once(app: Flask) -> None:
    passed: list[bool] = []

    def hit() -> None:
        with app.app_context():
            passed.extend(THRICE.hit("a") for _ in range(10))

    threads = [threading.Thread(target=hit) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sum(passed) == 3
