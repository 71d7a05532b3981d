"""A calendar as its readers are shown it: each entry in words of their language."""

from typing import Any

from api.core import clock
from api.core.i18n import translate
from api.dialogues.calendars.entries import Entry, EntryKind
from api.regulation.models import Standing
from api.regulation.queries import regulation


def titled(entry: Entry, locale: str) -> str:
    """What it is called in a calendar. Of a case nothing is said but its code."""
    if entry.obligation is not None:
        duty = entry.obligation
        rule = regulation().rule(duty.rule_id, duty.rule_version)
        name = rule.title(locale) if rule else duty.duty
        return f"{name} ({entry.code})" if entry.code else name
    if entry.kind is EntryKind.DIALOGUE:
        return translate("Dialogue: %(topic)s", locale, topic=entry.what)
    return translate("Reception of citizens: %(who)s", locale, who=entry.what)


def entry_shown(entry: Entry, locale: str) -> dict[str, Any]:
    """The entry for a list of days."""
    duty = entry.obligation
    standing = duty.standing(clock.now()) if duty else None
    return {
        "kind": entry.kind,
        "id": entry.id,
        "case_id": duty.case_id if duty else None,
        "on": entry.on,
        "starts_at": entry.starts_at,
        "ends_at": entry.ends_at,
        "title": titled(entry, locale),
        "place": entry.place or None,
        "unit": entry.unit,
        "code": entry.code,
        "called_off": entry.is_called_off,
        "overdue": standing is Standing.OVERDUE,
    }
