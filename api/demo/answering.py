"""How offices of the story answer: draft, signature, promise, and what is done for it."""

from collections.abc import Callable, Mapping
from datetime import date

from api.authorities.directory import directory
from api.authorities.models import Title
from api.authorities.policy import Authority
from api.cases.models import Kind
from api.commitments import actions as commitments
from api.commitments.queries import promised_in
from api.core import clock
from api.core.access import Actor, Role
from api.core.i18n import short_date
from api.demo.scene import Scene, sentences, words
from api.petitions import actions as petitions
from api.petitions import aftermath
from api.petitions.answers import PROMISING, Draft, Result, Signature
from api.regulation.calendar import ONE_DAY
from api.regulation.calendar_table import work_calendar


def draft(scene: Scene) -> None:
    """Whoever prepares it writes the answer."""
    petitions.draft(scene.id, scene.preparer, _words(scene))


def sign(scene: Scene) -> None:
    """The head signs, or a deputy for the head."""
    signer, authority = _signer(scene)
    unit = directory().unit(scene.petition.unit_id)
    signature = Signature(
        number=str(scene.dice.randint(10, 480)),
        symbol=words()["symbols"][unit.kind],
        signed_on=clock.today(),
        authority=authority,
    )
    petitions.sign(scene.id, signer, signature)


def report(scene: Scene) -> None:
    """What was promised is said to be done."""
    done = commitments.report
    preparer = scene.preparer
    actor = preparer if preparer.is_(Role.HANDLER, Role.HEAD) else scene.head
    done(promised_in(scene.id)[-1].id, actor, scene.writes("report"), clock.today())


def close(scene: Scene) -> None:
    """The head closes what needs nobody's yes any more."""
    aftermath.close(scene.id, scene.head)


ANSWERING: Mapping[str, Callable[[Scene], None]] = {
    "draft": draft,
    "signature": sign,
    "report": report,
    "closure_by_head": close,
}
"""What each of these steps is."""


def _words(scene: Scene) -> Draft:
    result = _result(scene)
    if result not in PROMISING:
        return Draft(_answer(scene, result), result)
    due_on = _working_day_after(clock.today(), scene.days("promise"))
    return Draft(
        text=_promise(scene, due_on),
        result=result,
        commitment=scene.draw.promise,
        commitment_due_on=due_on,
    )


def _result(scene: Scene) -> Result:
    is_second = scene.petition.contested_at is not None
    if scene.habit.formulaic and not is_second and not scene.draw.promise:
        return Result.EXPLAINED
    return scene.draw.result or scene.dice.choice([Result.RESOLVED, Result.EXPLAINED])


def _answer(scene: Scene, result: Result) -> str:
    is_first, said = scene.petition.contested_at is None, scene.draw.answer
    kind = scene.draw.kind
    if kind is Kind.COMPLAINT or kind is Kind.THANKS:
        return scene.dice.choice(sentences("answers", kind))
    if scene.habit.formulaic and is_first:
        return scene.dice.choice(sentences("answers", "formula"))
    if said is not None:
        return str(words()["answers"]["frame"]).format(answer=said)
    return scene.dice.choice(sentences("answers", result))


def _promise(scene: Scene, due_on: date) -> str:
    day = short_date(due_on, "vi")
    return str(words()["answers"]["promise"]).format(promise=scene.draw.promise, day=day)


def _signer(scene: Scene) -> tuple[Actor, Authority | None]:
    holder = directory().position(scene.petition.holder_id)
    if holder.title is Title.DEPARTMENT_HEAD:
        return scene.head, None
    deputy = directory().position_by_code(f"{holder.code.removesuffix('chu-tich')}pho-chu-tich-1")
    is_lent = scene.dice.randrange(100) < scene.habit.deputy
    if deputy is not None and is_lent and scene.draw.kind is not Kind.COMPLAINT:
        return scene.players.at(deputy.id), Authority.KT
    return scene.head, Authority.TM


def _working_day_after(day: date, working: int) -> date:
    while working:
        day += ONE_DAY
        working -= work_calendar().is_working(day)
    return day
