"""A dialogue from what villages say before it to the evidence that its results were told."""

from datetime import timedelta
from typing import Any
from unicodedata import normalize
from uuid import uuid4

from api.core import clock
from api.core.database import unit_of_work
from tests import make
from tests.conftest import Client, SignIn
from tests.dialogues.meetings import (
    GOVERNMENT,
    PARTY,
    SCHEDULE,
    STARTS,
    done,
    duty,
    planned,
    told,
    when,
)
from tests.dialogues.villages import put, sheet, with_villages
from tests.printing.test_press import words_of

POLICE = f"{make.COMMUNE}-ca"


def test_from_what_villages_say_to_the_evidence_that_all_were_told(
    sign_in: SignIn, client: Client
) -> None:
    with_villages()
    desk, front = sign_in(make.RECEIVER), sign_in(make.FRONT)
    dialogue = planned(desk, villages=["tdp-1", "tdp-2"], expected_units=[POLICE, PARTY])
    at = f"{SCHEDULE}/{dialogue['id']}"

    # Two villages say something before; nothing of it gets lost.
    first, second = str(uuid4()), str(uuid4())
    put(front, dialogue, f"sheets/{first}", 201, **sheet())
    assert [each["code"] for each in desk.get(f"{at}/sheets").json["missing"]] == ["tdp-2"]
    two = [{"text": "Rác để ba ngày.", "people": 5}, {"text": "Ông A lấn ngõ.", "people": 1}]
    put(desk, dialogue, f"sheets/{second}", 201, **sheet("tdp-2", items=two))
    again = put(front, dialogue, f"sheets/{first}", 200, **sheet(people=41))
    assert (again["version"], again["items"][0]["text"]) == (2, "Cống ngõ 12 tắc, mưa là ngập.")
    matter = {
        "heading": "Thoát nước và rác",
        "text": "Đề nghị khơi cống ngõ 12, thu gom rác hằng ngày.",
        "opinions": [{"sheet": first, "item": 1}, {"sheet": second, "item": 1}],
        "prepared_by": POLICE,
        "minutes": 20,
    }
    report = {"number": "12/BC-MTTQ", "made_on": clock.today().isoformat(), "items": [matter]}
    lost = front.put(f"{at}/synthesis", json=report)
    assert (lost.status_code, lost.json["opinions"]) == (422, [{"sheet": second, "item": 2}])
    left = {"sheet": second, "item": 2, "reason": "Tranh chấp riêng, đã hướng dẫn hòa giải"}
    made = put(front, dialogue, "synthesis", 201, **report, left_out=[left])
    assert (made["items"][0]["people"], len(made["items"][0]["villages"])) == (35, 2)
    assert client.get(f"{at}/synthesis").status_code == 404
    assert "Thoát nước và rác" not in client.get(f"{at}/agenda").text
    assert "Thoát nước và rác" in desk.get(f"{at}/agenda").text
    replaced = front.put(f"{at}/sheets/{first}", json=sheet(people=50))
    assert replaced.status_code == 409
    assert front.post(f"{at}/synthesis/publication").status_code == 201
    shown = client.get(f"{at}/synthesis").json
    assert (shown["left_out"][0]["reason"], shown["left_out"][0]["text"]) == (left["reason"], None)

    # The agenda follows, with its times.
    done(desk, dialogue, "announcement", notices=[told()])
    asked = sign_in(make.RESIDENT).put(
        f"{at}/questions/{uuid4()}", json={"text": "Bao giờ có đèn đường ngõ 5?"}
    )
    assert asked.status_code == 201, asked.json
    agenda = client.get(f"{at}/agenda").json
    assert [each["part"] for each in agenda["parts"]] == [
        "opening",
        "synthesis",
        "questions",
        "live",
        "conclusion",
    ]
    assert (agenda["minutes"], agenda["over_minutes"]) == (180, 0)
    assert agenda["parts"][1]["starts_at"] == (STARTS + timedelta(minutes=10)).isoformat()
    order = ["opening", "questions", "synthesis", "unkept", "conclusion", "live"]
    parts = [{"part": each, "minutes": 90 if each == "live" else None} for each in order]
    parts[1]["minutes"] = 100
    set_ = put(desk, dialogue, "agenda", 200, parts=parts)
    assert [each["part"] for each in set_["parts"]] == [each for each in order if each != "unkept"]
    assert set_["over_minutes"] == 10 + 100 + 20 + 15 + 90 - 180
    assert desk.put(f"{at}/agenda", json={"parts": parts[1:]}).status_code == 422

    # Opening freezes it; a deputy presides; one unit sends somebody else, one nobody.
    with when(sign_in, STARTS + timedelta(minutes=5)) as then:
        assert then.post(f"{at}/conclusion", json=_conclusion()).status_code == 409
        done(then, dialogue, "opening")
        frozen = client.get(f"{at}/agenda").json
        assert frozen["frozen_at"] is not None
        assert then.put(f"{at}/agenda", json={"parts": parts}).status_code == 409
        stand_in = {"unit": POLICE, "came": True, "person": "Phạm Văn Thay", "stands_in": True}
        came = done(then, dialogue, "presences", units=[stand_in])
        assert [each["came"] for each in came["presences"]] == [True, None]
        draft = then.get(f"{at}/minutes.docx")
        assert "DỰ THẢO" in words_of(draft.data)
        assert client.get(f"{at}/minutes.docx").status_code == 404
        decided = then.post(
            f"/api/v1/questions/{asked.json['id']}/outcome",
            json={"outcome": "owed", "due_on": "2026-04-10"},
        )
        assert decided.status_code == 201, decided.json
    with when(sign_in, STARTS + timedelta(hours=3)) as then:
        absent = [{"unit": PARTY, "reason": "Họp Thành ủy"}]
        held = done(then, dialogue, "closing", people=120, absent=absent, presided_by=[make.DEPUTY])
        [presided] = held["attendance"]["presided_by"]
        assert presided["stands_in"]
        assert presided["person"]
        assert held["presences"][1]["reason"] == "Họp Thành ủy"
        assert "met" not in _yearly(sign_in)

        # Conclusions are signed; both papers are for everybody then.
        assert "DỰ THẢO" in words_of(then.get(f"{at}/conclusion.docx").data)
        with unit_of_work():
            scan = str(make.file(make.RECEIVER, "tb.pdf").id)
            shows = str(make.file(make.RECEIVER, "anh niem yet.pdf").id)
        wrong = then.post(f"{at}/conclusion", json=_conclusion(signer=make.SECRETARY))
        assert wrong.status_code == 422
        done(then, dialogue, "conclusion", **_conclusion(file=scan))
        assert client.get(at).json["state"] == "concluded"
        assert client.get(f"/api/v1/attachments/{scan}/file").data == make.PDF
        notice = words_of(client.get(f"{at}/conclusion.docx").data)
        minutes = words_of(client.get(f"{at}/minutes.docx").data)
        for paper in ("minutes", "conclusion"):
            assert client.get(f"{at}/{paper}.pdf").data.startswith(b"%PDF-")

        # Three ways, each proved; the duty is met with the third.
        assert then.post(f"{at}/results", json=told() | {"attachments": [str(uuid4())]}).status_code
        one = done(then, dialogue, "results", **told(), attachments=[shows])
        assert one["results"][0]["files"] == 1
        done(then, dialogue, "results", **told("office_board"))
        some = done(then, dialogue, "results", **told("village_heads"), villages=["tdp-1"])
        assert (some["results"][2]["sent"], some["results"][2]["missing"]) == (1, 1)
        assert duty(some, "luat-72.dialogue-results")["state"] == "open"
        foreign = told("village_heads") | {"villages": ["tdp-3"]}
        assert then.post(f"{at}/results", json=foreign).status_code == 422
        whole = done(then, dialogue, "results", **told("village_heads"), villages=["tdp-2"])
        assert duty(whole, "luat-72.dialogue-results")["state"] == "met"
        assert whole["state"] == "published"
        assert sign_in(make.FRONT).get(f"{at}/records").json["evidence"][0]["id"] == shows
        assert client.get(f"{at}/records").json["evidence"] == []
        assert client.get(f"/api/v1/attachments/{shows}").status_code == 404

    held_by = ("Phạm Văn Thay", presided["person"], "Họp Thành ủy", "Đề nghị khơi cống ngõ 12")
    assert [each for each in held_by if each not in minutes] == []
    told_then = (
        "15/TB-UBND",
        "Giao Phòng Kinh tế khơi cống.",
        "Trả lời bằng văn bản sau; hạn 10/04",
    )
    assert [each for each in told_then if each not in notice] == []
    assert "DỰ THẢO" not in minutes + notice
    assert all(each in notice for each in held_by)
    assert notice == normalize("NFC", notice)


def _conclusion(**given: Any) -> dict[str, Any]:
    usual = {
        "number": "15",
        "symbol": "TB-UBND",
        "signed_on": clock.today().isoformat(),
        "authority": "TM",
        "text": normalize("NFD", "Giao Phòng Kinh tế khơi cống."),
    }
    return usual | given


def _yearly(sign_in: SignIn) -> list[str]:
    """How what the chair owes each year stands."""
    monitor = sign_in(make.CITY_MONITOR)
    owed: Any = monitor.get(f"/api/v1/monitoring/obligations?unit={GOVERNMENT}").json["items"]
    return [each["state"] for each in owed if each["rule"] == "luat-72.dialogue-yearly"]
