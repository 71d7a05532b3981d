"""Official papers of a petition: which there are, for whom, and how one is checked."""

import io
import unicodedata
import zipfile
from typing import Any
from xml.etree import ElementTree as Xml

import pytest

from api.authorities.policy import Authority
from api.cases.models import Addressee, Kind
from api.core import clock
from api.core.database import unit_of_work
from api.petitions import actions
from api.petitions.answers import Done, Draft, Result
from api.petitions.models import Petition
from api.petitions.outcomes import Outcome
from tests import make
from tests.conftest import Client, SignIn

HOSTILE = 'Đã nạo vét #read("x") {{ 7*7 }} & <b>xong</b>.'
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SENDER = "Trần Thị Ẵm"


def papers(client: Client, petition: Petition) -> dict[str, bool]:
    found = client.get(f"/api/v1/petitions/{petition.id}/papers").json["items"]
    return {each["code"]: each["draft"] for each in found}


def paper(client: Client, petition: Petition, file: str) -> Any:
    return client.get(f"/api/v1/petitions/{petition.id}/papers/{file}")


def words(answer: Any) -> str:
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        body = Xml.fromstring(archive.read("word/document.xml"))  # noqa: S314 -- our own file
    lines = ("".join(each.itertext()) for each in body.iter(f"{WORD}p"))
    return " ".join(" ".join(lines).split())


def drafted(**given: Any) -> Petition:
    made = make.accepted(make.RECEIVER, petitioner={"name": SENDER, "address": "ngõ 4"}, **given)
    done = Done("Nạo vét 40 mét", "Công ty Thoát nước", clock.today())
    written = Draft(HOSTILE, Result.RESOLVED, "Luật 42/2013/QH13", None, None, [done])
    return actions.draft(made.id, make.actor(make.CHAIR), written)


def test_a_draft_is_printed_as_what_it_is(sign_in: SignIn) -> None:
    with unit_of_work():
        petition = drafted()
    chair = sign_in(make.CHAIR)

    before = words(paper(chair, petition, "answer.docx"))

    assert papers(chair, petition)["answer"] is True
    assert "DỰ THẢO" in before
    assert "xac-minh" not in before
    assert HOSTILE in before
    assert "Nạo vét 40 mét; người làm: Công ty Thoát nước; ngày: 02/03/2026" in before
    # Who prepares and decides reads the sender's name nowhere else, and not here.
    assert SENDER not in before


def test_a_signed_answer_has_its_number_and_can_be_checked(sign_in: SignIn) -> None:
    with unit_of_work():
        petition = drafted()
        signed = make.signature(Authority.KT)
        answer = actions.sign(petition.id, make.actor(make.DEPUTY), signed).answer
        assert answer is not None
        code, fingerprint = answer.paper_code, answer.fingerprint
    chair, visitor = sign_in(make.CHAIR), sign_in(make.OTHER_RESIDENT)

    after = words(paper(chair, petition, "answer.docx"))
    printed = paper(chair, petition, "answer.pdf")
    checked = visitor.get(f"/api/v1/papers/{code}")

    assert papers(chair, petition)["answer"] is False
    expected = ("Số: 15/UBND-VP", "ngày 02 tháng 3 năm 2026", "KT. CHỦ TỊCH PHÓ CHỦ TỊCH")
    assert [each for each in (*expected, f"xac-minh/{code}") if each not in after] == []
    assert "DỰ THẢO" not in after
    assert printed.data.startswith(b"%PDF-")
    assert printed.headers["Content-Type"] == "application/pdf"
    assert printed.headers["Content-Disposition"].startswith('attachment; filename="tra-loi-')
    assert checked.json["fingerprint"] == fingerprint
    assert checked.json["mark"] in after
    assert (checked.json["number"], checked.json["symbol"]) == ("15", "UBND-VP")
    assert checked.json["holds"] is True
    assert not {"nạo", "Ẵm", petition.code} & set(checked.text.replace('"', " ").split())


def test_a_paper_on_which_something_was_changed_is_found_out(sign_in: SignIn) -> None:
    with unit_of_work():
        petition = drafted()
        answer = actions.sign(petition.id, make.actor(make.CHAIR), make.signature()).answer
        assert answer is not None
        code = answer.paper_code
    holder = sign_in(make.OTHER_RESIDENT)
    paper_ = words(paper(sign_in(make.CHAIR), petition, "answer.docx"))

    whole = compared(holder, code, unicodedata.normalize("NFD", paper_.replace(". ", ".\n")))
    forged = compared(holder, code, paper_.replace("40 mét", "4 mét").replace("xong", "dở"))
    unknown = compared(holder, petition.code, paper_)

    assert whole.json == {"same": True, "differing": []}
    assert forged.json == {"same": False, "differing": ["text", "done"]}
    assert unknown.status_code == 404


def compared(client: Client, code: str | None, text: str) -> Any:
    return client.post(f"/api/v1/papers/{code}/comparison", json={"text": text})


def test_an_unknown_paper_looks_like_a_petition_code_and_like_nothing(sign_in: SignIn) -> None:
    with unit_of_work():
        petition = drafted()
    client = sign_in(make.OTHER_RESIDENT)

    asked = [client.get(f"/api/v1/papers/{code}") for code in ("X", "ABCDEFGHJK", petition.code)]

    assert [each.status_code for each in asked] == [404] * 3
    assert len({each.json["title"] for each in asked}) == 1


def test_who_looks_up_very_many_papers_waits(sign_in: SignIn) -> None:
    client = sign_in(make.OTHER_RESIDENT)

    asked = [client.get("/api/v1/papers/X").status_code for _ in range(61)]

    assert asked == [404] * 60 + [429]


OUTCOMES = {
    "acceptance": {},
    "declining": {"ground": "Đã hết thời hiệu", "text": "Ông/bà xem lại."},
    "guidance": {"text": "Xin đến Tổ hòa giải.", "to": "Tổ hòa giải"},
    "transfer": {"to": "Sở Xây dựng", "ground": "Không thuộc thẩm quyền"},
}


def test_each_outcome_has_its_paper_and_no_other(sign_in: SignIn) -> None:
    with unit_of_work():
        made = {name: make.petition() for name in OUTCOMES}
        receiver, chair = make.actor(make.RECEIVER), make.actor(make.CHAIR)
        for name, details in OUTCOMES.items():
            petition = made[name]
            actions.propose(petition.id, receiver, Outcome(name), details, "Xin ý kiến")
            actions.decide_on_proposal(petition.id, chair, approve=True)
    sender, clerk = sign_in(make.RESIDENT), sign_in(make.RECEIVER)

    for name, petition in made.items():
        assert papers(sender, petition) == {"receipt": False, name: False}
        assert papers(clerk, petition) == {"receipt": False, "proposal": False, name: False}
        said = words(paper(sender, petition, f"{name}.docx"))
        assert [text for text in OUTCOMES[name].values() if text not in said] == []
        assert "Xin ý kiến" in words(paper(clerk, petition, "proposal.docx"))
        for file in ("proposal.pdf", "answer.pdf", "nothing.pdf"):
            assert paper(sender, petition, file).status_code == 404, file
        assert paper(clerk, petition, f"{name}.pdf").data.startswith(b"%PDF-")


def test_who_only_watches_prints_nothing(sign_in: SignIn) -> None:
    with unit_of_work():
        petition = drafted()

    asked = [
        paper(sign_in(who), petition, "receipt.pdf").status_code
        for who in (make.FRONT, make.OTHER_RESIDENT, make.RECEIVER)
    ]

    assert asked == [403, 404, 200]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (
            {"kind": Kind.COMPLAINT},
            ("QUYẾT ĐỊNH", "Về việc giải quyết khiếu nại (lần đầu)", "ỦY BAN NHÂN DÂN"),
        ),
        (
            {"addressee": Addressee.PARTY},
            (
                "ĐẢNG CỘNG SẢN VIỆT NAM",
                "THÀNH ỦY HẢI PHÒNG",
                "T/M BAN THƯỜNG VỤ BÍ THƯ",
                "15-UBND-VP",
            ),
        ),
    ],
)
def test_a_decision_and_a_paper_of_the_party_have_forms_of_their_own(
    sign_in: SignIn, given: dict[str, Any], expected: tuple[str, ...]
) -> None:
    with unit_of_work():
        if given.get("kind") is Kind.COMPLAINT:
            petition, head = make.settled_complaint(), make.CHAIR
        else:
            petition, head = make.answered(head=make.SECRETARY, **given), make.SECRETARY

    said = words(paper(sign_in(head), petition, "answer.docx"))

    assert [each for each in expected if each not in said] == []
