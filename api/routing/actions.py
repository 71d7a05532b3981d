"""Finding the position that must answer a matter, and saying why it is that one."""

from uuid import UUID

from api.authorities.directory import Directory, directory
from api.cases.models import Case
from api.core.errors import Problem
from api.core.i18n import translate
from api.routing.adopted import in_force
from api.routing.models import ANEW, SENTENCES, Because, Explanation, Question, Route
from api.routing.search import Search
from api.routing.table import Competence


def position_for(question: Question) -> Route:
    """The position that must answer; never the one the matter is about, save as the law has it."""
    return routed(question, directory(), in_force())


def routed(question: Question, known: Directory, table: Competence) -> Route:
    """The same, asked of this directory and this table."""
    return Search(known, table, question).route()


def question_of(case: Case) -> Question:
    """What the competence table is asked of a case as it stands now."""
    return Question(
        kind=case.kind,
        addressee=case.addressee,
        field=case.subfield or case.field,
        area_code=case.area_code,
        about_unit_id=case.about_unit_id,
        about_position_id=case.about_position_id,
        instance=case.instance,
    )


def is_by_table(case: Case) -> bool:
    """Whether the competence table put the case where it is, and no person since."""
    return ANEW.isdisjoint(case.holder_reason.split("+"))


def named_for(case: Case) -> frozenset[UUID]:
    """The units that the table lets prepare the case's answer, wherever they belong.

    None once people have handed it to another unit: the table no longer speaks of that one.
    """
    if not is_by_table(case):
        return frozenset()
    try:
        route = position_for(question_of(case))
    except Problem:
        return frozenset()
    if route.unit_id != case.unit_id:
        return frozenset()
    lead = () if route.prepares_unit_id is None else (route.prepares_unit_id,)
    return frozenset({*lead, *route.cooperates_unit_ids})


def explained(row_id: str, locale: str) -> Explanation:
    """In words, what `Route.row_id` says."""
    name, *extras = row_id.split("+")
    because = [Because(extra) for extra in extras]
    table = in_force()
    row = table.row(name)
    if row is None:
        gone = translate("The competence table has changed since this was assigned", locale)
        return Explanation(gone, "", "")
    anew = next((each for each in because if each in ANEW), None)
    if anew is not None:
        return Explanation(translate(SENTENCES[anew], locale) + ".", "", "")
    entry = table.top if Because.TOP in because else row
    sentences = [entry.because[locale]]
    sentences += [translate(SENTENCES[each], locale) for each in because if each in SENTENCES]
    return Explanation(". ".join(sentences) + ".", entry.source, entry.confidence)


def sent_back(row_id: str) -> str:
    """What is kept on a case that a unit sent back and handed to another one."""
    return f"{_row(row_id)}+{Because.RETURNED}"


def sent_up(row_id: str) -> str:
    """What is kept on a case that was sent back so often that the head above has it now."""
    return f"{_row(row_id)}+{Because.ESCALATED}"


def goes_up(times: int) -> bool:
    """Whether a matter sent back for the so-many-th time goes to the head above."""
    return in_force().returns.escalates(times)


def _row(row_id: str) -> str:
    return row_id.partition("+")[0]
