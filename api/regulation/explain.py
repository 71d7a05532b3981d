"""Why this date: the lines a resident, a handler or an inspector reads beside a due date."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import groupby
from typing import Final

from api.core.clock import VIETNAM, vietnam_date
from api.core.i18n import format_date, short_date, translate
from api.regulation.calendar import ONE_DAY, Due, Reason, Skipped
from api.regulation.periods import period_kinds
from api.regulation.rules import Basis, Confidence, Publicity, Rule
from api.regulation.terms import Term, TermUnit

FEW: Final = 4
"""Up to so many weekend days are named one by one; of more, up to so many weekends are listed."""


def explain(
    rule: Rule, due: Due, started: datetime, *, locale: str, inside: bool = False
) -> list[str]:
    """How the due date came about, in short lines.

    `inside` is for officials: they read the words of internal regulations, others only that there
    is one.
    """
    begun = _period if rule.every else _begun
    return [
        *begun(rule, due, started, locale),
        *_skipped(due, locale),
        *_rolled(due, locale),
        *_end(due, locale),
        *_footing(rule, due, locale, inside=inside),
    ]


def one_line(rule: Rule, due: Due, *, locale: str) -> str:
    """What is owed and by when, short enough for an SMS."""
    if due.last_day is None or due.due_at is None:
        when = translate(_without_day(due), locale)
    elif due.term.is_in_hours:
        when = translate("by %(moment)s", locale, moment=_moment(due.due_at, locale))
    else:
        when = translate("by the end of %(day)s", locale, day=format_date(due.last_day, locale))
    remarks = [
        translate(remark, locale)
        for remark, is_due in (
            ("a promise, not a term set by law", rule.basis is Basis.PROMISE),
            ("expected", due.provisional),
        )
        if is_due and due.term.is_counted
    ]
    line = f"{rule.title(locale)}: {when}"
    return f"{line} ({', '.join(remarks)})" if remarks else line


def cited(rule: Rule, locale: str, *, is_hidden: bool) -> str:
    """Article and document; of an internal regulation others read only that there is one."""
    return translate("An internal regulation", locale) if is_hidden else rule.citation(locale)


def in_words(term: Term, locale: str) -> str:
    """A term as people say it: 10 working days."""
    one, many = _UNITS[term.unit]
    amount = abs(term.amount)
    return translate(one if amount == 1 else many, locale, count=amount)


def wanted(rule: Rule, locale: str) -> str:
    """How much a duty that comes back asks for in each period."""
    one, many = _WANTED[rule.met_by.distinct == "day"]
    needed = rule.met_by.needed
    return translate(one if needed == 1 else many, locale, count=needed)


def _begun(rule: Rule, due: Due, started: datetime, locale: str) -> Iterator[str]:
    yield _start(rule, due, started, locale)
    yield from _count(due, locale)


def _period(rule: Rule, due: Due, started: datetime, locale: str) -> Iterator[str]:
    """Which period it is, what is wanted in it, and what counts."""
    first = vietnam_date(started)
    kind = period_kinds()[rule.every or ""]
    period = next(kind.between(first, first))
    yield translate(
        "Period: %(period)s, from %(first)s to %(last)s.",
        locale,
        period=kind.name(first, locale),
        first=short_date(first, locale),
        last=short_date(period.last, locale),
    )
    yield wanted(rule, locale)
    if rule.term is not None:
        yield translate("Counted from the last day of the period.", locale)
        yield from _count(due, locale)
        return
    yield translate(
        "What happens on a day of the period counts, also when it is written down later."
        " A period ends with its last day, also when that is a day off.",
        locale,
    )


def _start(rule: Rule, due: Due, started: datetime, locale: str) -> str:
    day = format_date(vietnam_date(started), locale)
    if due.term.is_named_day:
        return translate("The day that was named: %(day)s.", locale, day=day)
    if rule.anchor:
        return translate("Counted from: %(day)s.", locale, day=day)
    moment = f"{started.astimezone(VIETNAM):%H:%M}"
    happened = translate(_STARTED.get(rule.opens or "", "Registered"), locale)
    return translate(
        "%(happened)s at %(moment)s on %(day)s.",
        locale,
        happened=happened,
        moment=moment,
        day=day,
    )


def _count(due: Due, locale: str) -> Iterator[str]:
    if not due.term.is_counted:
        yield translate(_NO_NUMBER[due.term.unit], locale) + "."
        return
    if due.term.is_named_day:
        return
    words = in_words(due.term, locale)
    if due.term.is_backward:
        yield translate(
            "Term: at least %(term)s before. Counting back whole days is our reading of the text.",
            locale,
            term=words,
        )
        return
    yield translate(_COUNTED[due.term.is_in_hours], locale, term=words)
    if due.first_day:
        first = format_date(due.first_day, locale)
        yield translate("The first day that counts: %(day)s.", locale, day=first)
    for extra in due.added:
        yield translate("Added: %(term)s.", locale, term=in_words(extra, locale))


def _skipped(due: Due, locale: str) -> Iterator[str]:
    if due.skipped:
        yield translate("Not counted: %(days)s.", locale, days=_days_off(due.skipped, locale))


def _rolled(due: Due, locale: str) -> Iterator[str]:
    if due.roll:
        yield translate(
            "The term would end on %(day)s, which is off (%(days)s), so it ends on %(next)s.",
            locale,
            day=format_date(due.roll.since, locale),
            days=_days_off(due.roll.over, locale),
            next=format_date(due.roll.until, locale),
        )


def _end(due: Due, locale: str) -> Iterator[str]:
    if due.paused_since:
        since = format_date(due.paused_since, locale)
        yield translate("The clock has stood still since %(day)s.", locale, day=since)
    if due.last_day is None or due.due_at is None:
        if due.term.is_in_hours and not due.paused_since:
            yield translate(_NO_HOURS, locale) + "."
        return
    if due.term.is_in_hours:
        moment = _moment(due.due_at, locale)
        yield translate("Too late from %(moment)s.", locale, moment=moment)
    else:
        yield translate(
            "Last day: %(day)s. Too late from 00:00 on %(next)s.",
            locale,
            day=format_date(due.last_day, locale),
            next=format_date(due.last_day + ONE_DAY, locale),
        )
    if due.provisional:
        yield translate(
            "Expected: days off are not yet decided for all of this time; the date may still move.",
            locale,
        )


def _footing(rule: Rule, due: Due, locale: str, *, inside: bool) -> Iterator[str]:
    """On whose word the date stands; where nobody has said a number, there is nobody to name."""
    if due.term.unit is TermUnit.UNSET:
        return
    if rule.publicity is Publicity.INTERNAL and not inside:
        yield translate("Basis: an internal regulation, not quoted here.", locale)
    else:
        yield translate(_FOOTING[rule.basis], locale, citation=rule.citation(locale))
    if rule.confidence is Confidence.DEMONSTRATION:
        yield translate("Demonstration data: no authority has promised this.", locale)


def _without_day(due: Due) -> str:
    if due.term.is_in_hours and not due.paused_since:
        return _NO_HOURS
    return "the clock stands still" if due.term.is_counted else _NO_NUMBER[due.term.unit]


def _moment(moment: datetime, locale: str) -> str:
    local = moment.astimezone(VIETNAM)
    day = format_date(local.date(), locale)
    return translate("%(clock)s on %(day)s", locale, clock=f"{local:%H:%M}", day=day)


def _days_off(days: Sequence[Skipped], locale: str) -> str:
    """The days by what they are: weekends together, each holiday by its name."""
    reasons: dict[tuple[Reason, str], list[date]] = {}
    for day in days:
        reasons.setdefault((day.reason, day.name), []).append(day.on)
    return "; ".join(
        f"{_listed(on, locale, by_weekday=reason is Reason.WEEKEND)}: {_why(reason, name, locale)}"
        for (reason, name), on in reasons.items()
    )


def _why(reason: Reason, name: str, locale: str) -> str:
    return name or translate(_REASONS[reason], locale)


def _listed(days: Sequence[date], locale: str, *, by_weekday: bool) -> str:
    if by_weekday and len(days) <= FEW:
        return ", ".join(
            translate(_WEEKENDS[day.weekday()], locale) + f" {day:%d/%m}" for day in days
        )
    runs = list(_runs(days))
    if by_weekday and len(runs) > FEW:
        message = "%(count)s days between %(first)s and %(last)s"
        first, last = short_date(days[0], locale), short_date(days[-1], locale)
        return translate(message, locale, count=len(days), first=first, last=last)
    return ", ".join(
        f"{first:%d/%m}" if first == last else f"{first:%d/%m}-{last:%d/%m}" for first, last in runs
    )


def _runs(days: Iterable[date]) -> Iterator[tuple[date, date]]:
    """Days that follow one another, as first and last."""
    for _, run in groupby(enumerate(days), key=lambda each: each[1].toordinal() - each[0]):
        together = [day for _, day in run]
        yield together[0], together[-1]


_WANTED: Final[Mapping[bool, tuple[str, str]]] = {
    True: ("Needed: at least %(count)s day.", "Needed: at least %(count)s different days."),
    False: ("Needed: at least %(count)s time.", "Needed: at least %(count)s times."),
}
_UNITS: Final[Mapping[TermUnit, tuple[str, str]]] = {
    TermUnit.WORKING_DAYS: ("%(count)s working day", "%(count)s working days"),
    TermUnit.CALENDAR_DAYS: ("%(count)s day", "%(count)s days"),
    TermUnit.MONTHS: ("%(count)s month", "%(count)s months"),
    TermUnit.WORKING_HOURS: ("%(count)s working hour", "%(count)s working hours"),
}
_COUNTED: Final[Mapping[bool, str]] = {
    True: "Term: %(term)s, from the moment of the event, while offices are open.",
    False: "Term: %(term)s. The day of the event itself is not counted.",
}
_NO_HOURS: Final = "No hour can be counted: the office hours are not set here"
_NO_NUMBER: Final[Mapping[TermUnit, str]] = {
    TermUnit.UNSET: "No term is set: the locality has not issued one, or it was not found",
    TermUnit.PROMPT: "To be done promptly: the law names no number of days",
}
_FOOTING: Final[Mapping[Basis, str]] = {
    Basis.LAW: "Basis: %(citation)s.",
    Basis.PARTY: "Basis: %(citation)s (a regulation of the Party).",
    Basis.PROMISE: "Basis: %(citation)s (a promise of the authority, not a term set by law).",
}
_REASONS: Final[Mapping[Reason, str]] = {
    Reason.WEEKEND: "weekend",
    Reason.HOLIDAY: "public holiday",
    Reason.SWAP_OFF: "day off by swap",
    Reason.PAUSED: "the clock stood still",
}
_WEEKENDS: Final[Mapping[int, str]] = {5: "Saturday", 6: "Sunday"}
_STARTED: Final[Mapping[str, str]] = {
    "petition.received": "Petition received",
    "petition.accepted": "Petition accepted for settlement",
    "petition.answered": "Petition answered",
    "petition.contested": "Sender does not agree with the answer",
    "petition.contest_decided": "Decided on the sender's disagreement",
    "petition.directed": "Direction given",
    "complaint.lodged": "Complaint lodged on signed paper or in person",
    "denunciation.accepted": "Denunciation accepted",
    "dialogue.requested": "Dialogue asked for by voters",
    "dialogue.scheduled": "Dialogue scheduled",
    "dialogue.held": "Dialogue held",
    "reception.held": "Reception held",
    "recommendation.sent": "Recommendation sent",
}
