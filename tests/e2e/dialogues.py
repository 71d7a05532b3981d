"""A dialogue with all that its pages can show: opinions, agenda, who came, conclusions."""

from datetime import timedelta
from uuid import uuid4

from api.authorities.policy import Authority
from api.core import clock
from api.core.database import db
from api.dialogues import proceedings
from api.dialogues.opinions import actions as opinions
from api.dialogues.opinions.models import Matter, Opinion, Said, SheetGiven, SynthesisGiven
from api.dialogues.papers import actions as papers
from api.dialogues.papers.models import ConclusionGiven, RecordsGiven
from tests import make
from tests.dialogues.villages import with_villages

POLICE = f"{make.COMMUNE}-ca"


def heard_and_concluded() -> str:
    """The code of a dialogue of before, concluded and not told of everywhere yet."""
    with_villages()
    desk, front = make.actor(make.RECEIVER), make.actor(make.FRONT)
    with clock.standing_at(clock.now() - timedelta(days=20)):
        made = make.dialogue(
            co_organisers=(f"{make.COMMUNE}-mttq",), expected_units=(POLICE,), capacity=None
        )
        said = (Said("Cống ngõ 12 tắc, mưa là ngập.", None, 30), Said("Thiếu đèn.", None, 5))
        sheet = uuid4()
        given = SheetGiven("tdp-1", clock.today(), 40, said)
        opinions.collect(made.id, sheet, given, front)
        drawn = tuple(Opinion(str(sheet), number) for number in (1, 2))
        matter = Matter("Hạ tầng", "Đề nghị khơi cống, lắp đèn.", None, drawn, prepared_by=POLICE)
        report = SynthesisGiven("12/BC-MTTQ", clock.today(), None, (matter,), ())
        opinions.put_together(made.id, report, front)
    with clock.standing_at(made.starts_at + timedelta(minutes=5)):
        proceedings.open_(made.id, desk, None)
        proceedings.close(made.id, desk, 120, {POLICE: "Họp đột xuất"}, [make.DEPUTY])
        day = clock.today()
        signed = ConclusionGiven("15", "TB-UBND", day, Authority.TM, "Giao khơi cống trong tháng.")
        papers.conclude(made.id, desk, signed)
        papers.keep_records(made.id, desk, RecordsGiven("https://video.example.vn/doi-thoai"))
    db.session.flush()
    return made.code
