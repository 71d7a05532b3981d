"""Petitions on the same matter, shown to who writes one."""

import unicodedata

import pytest

from tests import make
from tests.conftest import SignIn
from tests.petitions.test_supporting import public

SIMILAR = "/api/v1/petitions/similar"
SAME = "cong truoc ngo 12 tac, mua la ngap"


def test_who_writes_is_shown_public_ones_of_the_place_with_the_same_words(sign_in: SignIn) -> None:
    address = public(sign_in, petitioner={"name": "Bà Tư Kín"})
    public(sign_in, text="Trường học thiếu giáo viên tiếng Anh.", field="education")
    public(sign_in, area="11407")
    sign_in(make.RESIDENT).put(make.new_address()[1], json=make.body())
    neighbour = sign_in(make.OTHER_RESIDENT)
    neighbour.post(f"{address}/support")

    for text in (SAME, unicodedata.normalize("NFD", make.body()["text"])):
        found = neighbour.post(SIMILAR, json={"text": text, "area": make.COMMUNE}).json["items"]
        assert [each["id"] for each in found] == [address.rpartition("/")[2]]
        assert found[0]["supporters"] == 1
        assert "Bà Tư Kín" not in str(found)
    assert neighbour.post(SIMILAR, json={"text": "!!!"}).json == {"items": [], "looked_up": True}


def test_what_accuses_somebody_is_looked_up_nowhere(
    sign_in: SignIn, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    neighbour = sign_in(make.OTHER_RESIDENT)
    accusing = {"text": "Ông Nguyễn Bí Mật nhận hối lộ của dân."}

    by_words = neighbour.post(SIMILAR, json=accusing)
    by_kind = neighbour.post(SIMILAR, json=accusing | {"kind": "denunciation"})

    assert by_words.json == {"items": [], "looked_up": False}
    assert by_kind.json["type"] == "/problems/denunciation-not-online"
    assert "Bí Mật" not in by_words.text + by_kind.text + caplog.text
