"""Files that prove that what was promised is done."""

from datetime import date

from api.commitments.queries import promised_in
from api.core import clock
from api.core.database import unit_of_work
from tests import make
from tests.conftest import SignIn

DAY = date(2026, 3, 29)


def test_who_confirms_what_was_promised_sees_what_proves_it(sign_in: SignIn) -> None:
    chair, author, monitor = (sign_in(who) for who in (make.CHAIR, make.RESIDENT, make.FRONT))
    with unit_of_work():
        address = f"/api/v1/commitments/{promised_in(make.promised(DAY).id)[0].id}"
        shown = str(make.file(make.CHAIR, "nghiem thu.pdf").id)
    done = {"text": "Đã lắp 40 m cống.", "done_on": clock.today().isoformat()}

    reported_done = chair.post(f"{address}/evidence", json=done | {"attachments": [shown]})

    assert reported_done.status_code == 201, reported_done.json
    for reader in (author, monitor, chair):
        [report] = reader.get(address).json["reports"]
        assert [each["id"] for each in report["files"]] == [shown]
        assert reader.get(f"/api/v1/attachments/{shown}/file").data == make.PDF
    assert sign_in(make.OTHER_RESIDENT).get(f"/api/v1/attachments/{shown}").status_code == 404
