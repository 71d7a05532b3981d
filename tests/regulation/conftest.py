"""A law of one's own, in place of the shipped documents."""

from pathlib import Path

import pytest
from flask import Flask

from api.regulation.language import Regulation, load
from tests.regulation.laws import LAW, Use


@pytest.fixture
def law(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Use:
    """In place of the shipped documents, these rules."""

    def use(*rules: str) -> Regulation:
        (tmp_path / "thu.toml").write_text(LAW.format(rules="\n".join(rules)))
        loaded = load(tmp_path)
        monkeypatch.setitem(app.extensions, "doithoai.regulation", loaded)
        return loaded

    return use
