"""The list of words that ask for a look."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import select

from api.authorities.sheets import BadSheet
from api.core.database import db, unit_of_work
from moderation.commands import moderation
from moderation.models import ModerationWord
from moderation.policy import reasons
from moderation.words import SHIPPED, WordList, WordRow, keep, read_words, word_list

LIST = WordList([WordRow("mất dạy", "abuse"), WordRow("đồ ngu", "abuse"), WordRow("ngu", "spam")])


def found(text: str) -> list[tuple[str, str]]:
    return [(text[hit.start : hit.end], hit.reason) for hit in LIST.hits(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Đúng là MẤT DẠY!", [("MẤT DẠY", "abuse")]),
        ("Dung la mat day.", [("mat day", "abuse")]),
        ("mất  -dạy", [("mất  -dạy", "abuse")]),
        ("Cống bị mất đáy", []),
        ("mặt dày", []),
        ("mất dạynữa", []),
        ("Buổi trưa không ngủ được", []),
        ("đồ ngu", [("đồ ngu", "abuse"), ("ngu", "spam")]),
        ("", []),
    ],
)
def test_a_word_is_found_whole_and_as_it_is_written(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert found(text) == expected


def test_letters_with_tones_written_apart_are_the_same_letters() -> None:
    assert found("ma\u0302\u0301t da\u0323y") == [("ma\u0302\u0301t da\u0323y", "abuse")]


def test_the_shipped_list_is_sound_and_mild() -> None:
    rows = read_words(SHIPPED)

    assert len(rows) > 20
    assert {row.reason for row in rows} <= set(reasons())
    assert all(len(row.word) > 3 for row in rows)


def test_the_demonstration_has_the_shipped_list(app: Flask) -> None:
    assert [hit.reason for hit in word_list().hits("Đồ khốn nạn")] == ["abuse"]


def test_a_list_takes_the_place_of_the_one_before(app: Flask, tmp_path: Path) -> None:
    file = tmp_path / "words.csv"
    file.write_text("word,reason\nKhốn nạn,abuse\nđồ gàn,abuse\n", encoding="utf-8")

    loaded = CliRunner().invoke(moderation, ["words", "load", str(file), "--by", "Văn phòng"])

    assert loaded.exit_code == 0, loaded.output
    kept = db.session.scalars(select(ModerationWord).order_by(ModerationWord.word)).all()
    assert [(each.word, each.added_by) for each in kept] == [
        ("khốn nạn", "demonstration"),
        ("đồ gàn", "Văn phòng"),
    ]
    assert list(word_list().hits("đồ ngu")) == []
    assert list(word_list().hits("đồ gàn")) != []


def test_without_a_file_the_short_list_of_the_product_is_loaded(app: Flask) -> None:
    with unit_of_work():
        keep([WordRow("đồ gàn", "abuse")], "Văn phòng")

    loaded = CliRunner().invoke(moderation, ["words", "load", "--by", "Văn phòng"])

    assert loaded.exit_code == 0, loaded.output
    assert [hit.reason for hit in word_list().hits("Đồ khốn nạn")] == ["abuse"]


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        ("đồ gàn,rude", "reason 'rude' is not known"),
        ("đồ gàn,abuse\nĐồ gàn,abuse", "stands there twice"),
        ("!!!,abuse", "has no letter"),
        (",abuse", "word is empty"),
    ],
)
def test_a_bad_line_is_named_and_nothing_is_loaded(
    app: Flask, tmp_path: Path, lines: str, problem: str
) -> None:
    file = tmp_path / "words.csv"
    file.write_text(f"word,reason\n{lines}\n", encoding="utf-8")

    loaded = CliRunner().invoke(moderation, ["words", "load", str(file), "--by", "Văn phòng"])

    assert loaded.exit_code == 1
    assert problem in loaded.output
    assert list(word_list().hits("đồ khốn nạn")) != []
    with pytest.raises(BadSheet):
        read_words(file)
