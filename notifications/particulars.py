"""What the words of a message may name: who, what, by when; never what a petition says."""

from datetime import date, datetime
from uuid import UUID

from api.authorities.directory import directory
from api.authorities.fields import fields
from api.cases.labels import answers_to, kind_of
from api.cases.models import Kind
from api.core import clock
from api.core.database import db
from api.core.i18n import short_date, translate
from api.core.ids import in_threes
from api.core.links import linked
from api.dialogues.tickets import CANCELLING, cancelling
from api.petitions.models import Petition
from api.petitions.next_steps import next_steps
from api.regulation.models import Obligation
from api.regulation.views import shown
from notifications.models import OF_THEIR_OWN, Audience
from notifications.queries import Entry


def for_inbox(entry: Entry, locale: str) -> dict[str, str]:
    """All that an entry in the inbox may name."""
    known = directory()
    position_id = entry.named.position_id if entry.named else entry.position_id
    return {
        "code": entry.code or "",
        "unit": known.unit(entry.unit_id).name,
        "left": known.unit(UUID(entry.facts["left"])).name if "left" in entry.facts else "",
        "position": known.position(position_id).name if position_id else "",
        "responsible": answers_to(entry.kind, locale) if entry.kind else "",
        "owed": "\n".join(_owed(obligation, locale) for obligation in entry.owed),
        "next": _next(entry, locale),
        "still": _still(entry, locale),
        "matter": translate("Case %(code)s.", locale, code=entry.code) if entry.code else "",
        "duty": _duty(entry, locale),
        "day": _day(entry, locale),
        "was": _was(entry, locale),
        "why": _why(entry, locale),
        "ways": _ways(entry, locale),
        "requests": str(entry.facts.get("requests", "")),
        "petitions": str(entry.facts.get("petitions", "")),
        "people": str(entry.facts.get("people", "")),
        "field": _field(entry, locale),
        "outcome": _outcome(entry, locale),
        "voters_share": str(entry.facts.get("voters_share", "")),
        "dialogue": str(entry.facts.get("dialogue_code", entry.code or "")),
        "when": _when(entry, "starts_at"),
        "confirm": _confirm(entry, locale),
        "giving_up": _giving_up(entry, locale),
        "moved": _moved(entry, locale),
    }


def for_sms(entry: Entry, locale: str) -> dict[str, str]:
    """All that an SMS may name; the position may be shortened to make it fit."""
    number = entry.receipt_number or ""
    last_day = short_date(entry.days[-1], locale) if entry.days else ""
    position = directory().position(entry.position_id).name if entry.position_id else ""
    return {
        "receipt": in_threes(number),
        "position": position,
        "term": translate("By %(day)s.", locale, day=last_day) if last_day else "",
        "when": _when(entry, "starts_at"),
        "moved": _moved(entry, locale),
    }


def _next(entry: Entry, locale: str) -> str:
    """The day by which something is due first, for who works on it."""
    if not entry.days:
        return ""
    return translate("Next due: %(day)s.", locale, day=short_date(entry.days[0], locale))


def _still(entry: Entry, locale: str) -> str:
    """For the sender: that it is being settled all the same, and until when if that is known."""
    if entry.kind is None or not entry.is_owed:
        return ""
    kind = kind_of(entry.kind, locale)
    line = translate("Your %(kind)s is being settled all the same.", locale, kind=kind)
    if entry.days:
        line = translate(
            "Your %(kind)s is being settled all the same, by %(day)s.",
            locale,
            kind=kind,
            day=short_date(entry.days[-1], locale),
        )
    return line[:1].upper() + line[1:]


def _duty(entry: Entry, locale: str) -> str:
    """What the duty is called that the event is about."""
    if entry.named is None:
        return str(entry.facts.get("duty", ""))
    return str(shown(entry.named, clock.now(), locale, inside=False)["title"])


def _day(entry: Entry, locale: str) -> str:
    """Its last day: as it is now, else as it was when it happened."""
    if entry.named is not None and entry.named.last_day is not None:
        return short_date(entry.named.last_day, locale)
    due_on = entry.facts.get("due_on")
    return short_date(date.fromisoformat(due_on), locale) if due_on else ""


def _was(entry: Entry, locale: str) -> str:
    """Of a day that was moved: which it was before."""
    if "old" not in entry.facts:
        return ""
    if entry.facts["old"] is None:
        return translate("Before, no day was set.", locale)
    old = short_date(date.fromisoformat(entry.facts["old"]), locale)
    return translate("Before: by the end of %(day)s.", locale, day=old)


def _why(entry: Entry, locale: str) -> str:
    """Of a day that was moved: what moved it."""
    why = _REASONS.get(str(entry.facts.get("reason", "")))
    return translate(why, locale) if why else ""


def _field(entry: Entry, locale: str) -> str:
    """Of a proposal: what it is about."""
    named = fields().get(str(entry.facts.get("field")))
    return named.name(locale) if named is not None else ""


def _outcome(entry: Entry, locale: str) -> str:
    """Of a proposal: how it was answered."""
    if entry.facts.get("outcome") == "declined":
        return translate("There will be none; the reason stands beside the proposal.", locale)
    if "dialogue_code" not in entry.facts:
        return ""
    code = entry.facts["dialogue_code"]
    return translate("Dialogue %(code)s is planned from it.", locale, code=code)


def _when(entry: Entry, fact: str) -> str:
    """A moment among what is known of the event, as it is said in every language."""
    moment = entry.facts.get(fact)
    if moment is None:
        return ""
    return f"{datetime.fromisoformat(moment).astimezone(clock.VIETNAM):%H:%M %d/%m/%Y}"


def _confirm(entry: Entry, locale: str) -> str:
    """Until when people must say that they come, where they are asked."""
    by = _when(entry, "confirm_by")
    if not by:
        return ""
    return translate(
        "Please say by %(moment)s that you come; else others get it.", locale, moment=by
    )


def _moved(entry: Entry, locale: str) -> str:
    """Of a reception day that is held on another one: when."""
    moment = _when(entry, "moved_to")
    return translate("Now at %(moment)s, the same number.", locale, moment=moment) if moment else ""


def _giving_up(entry: Entry, locale: str) -> str:
    """How somebody who cannot come gives their seat to others: with one tap where links work."""
    named = entry.facts.get("registration")
    link = linked(f"{CANCELLING}/{cancelling(UUID(named))}") if named else None
    if link is None:
        return translate("If you cannot come, please give your seat up in your account.", locale)
    return translate(
        "If you cannot come, please give your seat up here: %(link)s", locale, link=link
    )


def where_to_read(entry: Entry, locale: str) -> str:
    """Of somebody's own: the page on which it is followed."""
    path = _page_of(entry) if entry.audience in OF_THEIR_OWN else None
    link = linked(path) if path else None
    return translate("Follow it here: %(link)s", locale, link=link) if link else ""


def _page_of(entry: Entry) -> str | None:
    """A case by its code, one's own question or ticket, else the dialogue; None where none is."""
    if entry.kind is not None and entry.code is not None:
        return f"/theo-doi?so={entry.code}"
    if entry.event.startswith("question.") and entry.audience is Audience.AUTHOR:
        return f"/doi-thoai/cau-hoi/{entry.case_id}"
    if "registration" in entry.facts:
        return f"/doi-thoai/ve/{entry.facts['registration']}"
    is_of_dialogue = entry.event.startswith("dialogue.") and entry.code is not None
    return f"/doi-thoai/phien/{entry.code}" if is_of_dialogue else None


def _ways(entry: Entry, locale: str) -> str:
    """Of a decision on a complaint: what its sender may do now, and until when."""
    if entry.event != "petition.answered" or entry.kind is not Kind.COMPLAINT:
        return ""
    petition = db.session.get(Petition, entry.case_id)
    ways = next_steps(petition, locale) if petition else []
    return "\n".join(
        translate(
            "%(way)s: by the end of %(day)s at the latest.",
            locale,
            way=way["title"],
            day=short_date(way["until"], locale),
        )
        if way["until"]
        else translate("%(way)s: see in the case until when.", locale, way=way["title"])
        for way in ways
    )


_REASONS = {
    "calendar": "The days that are worked have changed.",
    "rule": "Another wording of the rule now counts, by decision.",
}
"""Why days are moved, by the code that the event has."""


def _owed(obligation: Obligation, locale: str) -> str:
    """Who does what, and until when."""
    seen = shown(obligation, clock.now(), locale, inside=False)
    day = short_date(seen["last_day"], locale)
    if obligation.provisional:
        day = f"{day} ({translate('expected', locale)})"
    return translate(
        "%(duty)s: %(position)s, by the end of %(day)s.",
        locale,
        duty=seen["title"],
        position=seen["owed_by"]["position"],
        day=day,
    )
