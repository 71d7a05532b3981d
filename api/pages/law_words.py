"""What the rules of the law are called on the pages, before translation; and a term in words."""

from collections.abc import Mapping
from typing import Final

from api.authorities.models import Title
from api.core.i18n import translate
from api.events.timeline import TITLES
from api.regulation.calendar import DayKind
from api.regulation.explain import in_words, wanted
from api.regulation.rules import SENDER, Confidence, Rule
from api.regulation.terms import Term, TermUnit

OWERS: Final[Mapping[str, str]] = {
    "holder": "Whoever must answer",
    "receiver": "The reception of the place",
    "unit_head": "The head of the unit concerned",
    "superior": "The head above",
    SENDER: "Nobody owes it: the sender may do so",
    Title.PARTY_SECRETARY: "The secretary of the Party committee",
    Title.GOVERNMENT_CHAIR: "The chair of the People's Committee",
    Title.COUNCIL_CHAIR: "The chair of the People's Council",
    Title.FRONT_CHAIR: "The chair of the Fatherland Front",
    Title.DEPARTMENT_HEAD: "The head of the department",
    Title.DEPUTY: "A deputy",
    Title.RECEPTION_OFFICER: "The receiving officer",
    Title.HANDLER: "The specialist",
    Title.ASSISTANT: "The assistant",
    Title.MODERATOR: "Who looks at what may be public",
    Title.INSPECTOR: "The people's inspection board",
}
"""Who owes what a rule opens."""

CONFIDENCES: Final[Mapping[str, str]] = {
    Confidence.TEXT: "Read in the text itself",
    Confidence.SECONDARY: "Known from the press or an official's answer, not from the text itself",
    Confidence.UNVERIFIED: "Not compared with the text: it is shown, and no day is counted by it",
    Confidence.DEMONSTRATION: "Made up for the demonstration",
}
"""How well it is known what the document says."""

STANDINGS_OF_RULES: Final[Mapping[str, str]] = {
    "in_force": "In force",
    "unset": "Not set yet",
    "waiting": "Does not run yet",
    "unverified": "Not verified",
    "future": "From a later day on",
}

PERIODS: Final[Mapping[str, str]] = {
    "week": "Every week",
    "month": "Every month",
    "quarter_1": "In the first quarter of every year",
    "half_year": "In the first six months of every year",
    "nine_months": "In the first nine months of every year",
    "year": "Every year",
    "report_quarter_1": "Every reporting period of the first quarter",
    "report_quarter_2": "Every reporting period of the second quarter",
    "report_quarter_3": "Every reporting period of the third quarter",
    "report_quarter_4": "Every reporting period of the fourth quarter",
    "report_half_year": "Every reporting period of six months",
    "report_nine_months": "Every reporting period of nine months",
    "report_year": "Every reporting year",
}
"""How often a duty comes back."""

OPENINGS: Final[Mapping[str, str]] = {
    **TITLES,
    "commitment.made": "Something is promised, in a signed answer or at a dialogue",
    "community_decision.received": "A decision of the community is received",
    "denunciation.received": "Denunciation received",
    "denunciation.accepted": "Denunciation accepted",
    "denunciation.concluded": "Denunciation concluded",
    "denunciation.overdue": "Denunciation not settled in time",
    "denunciation.report_demanded": "Report on a denunciation demanded",
    "dialogue.requested": "Dialogue asked for by voters",
    "dialogue.scheduled": "Dialogue scheduled",
    "dialogue.held": "Dialogue held",
    "question.asked": "Question asked at a dialogue",
    "recommendation.sent": "Recommendation sent",
    "supervision.scheduled": "Supervision scheduled",
}
"""What sets a term going."""

DAY_KINDS: Final[Mapping[str, str]] = {
    DayKind.HOLIDAY: "Public holiday",
    DayKind.SWAP_OFF: "Day off by swap",
    DayKind.MAKEUP_WORK: "Worked for a day off",
    "working": "Working day",
    "weekend": "Weekend",
}
"""What a day of the calendar is."""

PROPOSALS: Final[Mapping[str, str]] = {
    "proposed": "Waits for a second person",
    "adopted": "Adopted",
    "refused": "Not adopted",
}
"""What became of a proposal to change the law."""

NUMBERLESS: Final[Mapping[TermUnit, str]] = {
    TermUnit.UNSET: "Not set: the locality has named no number of days, or it was not found",
    TermUnit.PROMPT: "Promptly: the law names no number of days",
    TermUnit.PERIOD: "Until the end of the period",
}
"""Terms of which nothing is counted."""

LISTS_OF_LAW: Final[Mapping[str, Mapping[str, str]]] = {
    "ower": OWERS,
    "confidence": CONFIDENCES,
    "rule": STANDINGS_OF_RULES,
    "every": PERIODS,
    "opening": OPENINGS,
    "day_kind": DAY_KINDS,
    "law_proposal": PROPOSALS,
    "numberless": {str(unit): said for unit, said in NUMBERLESS.items()},
}
"""All of them, by what they are lists of."""


def term_words(rule: Rule, locale: str) -> str:
    """How long somebody has by this rule, as people say it."""
    if rule.term is None:
        return wanted(rule, locale) if rule.every else "–"
    return words_of(rule.term, locale)


def words_of(term: Term, locale: str) -> str:
    """A term as people say it, one without a number too."""
    if term.unit in NUMBERLESS:
        return translate(NUMBERLESS[term.unit], locale)
    if term.is_named_day:
        return translate("By the day that was named", locale)
    said = in_words(term, locale)
    return translate("%(term)s before", locale, term=said) if term.is_backward else said


def when_words(rule: Rule, locale: str) -> str:
    """What sets it going, or how often it comes back; the code of what has no words here."""
    if rule.every:
        return translate(PERIODS.get(rule.every, rule.every), locale)
    return translate(OPENINGS.get(rule.opens or "", rule.opens or ""), locale)


def ower_words(rule: Rule, locale: str) -> str:
    """Who owes it: of what comes back each position that fits."""
    fitting = [
        str(value)
        for condition in rule.for_each
        if condition.fact == "position"
        for value in condition.one_of
    ]
    named = fitting if rule.every else [rule.owed_by]
    return ", ".join(translate(OWERS.get(each, each), locale) for each in named)
