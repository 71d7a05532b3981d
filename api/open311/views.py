"""What other programs are shown, in the names and the order of GeoReport v2."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from flask import current_app

from api.authorities.directory import directory
from api.core.clock import VIETNAM, vietnam_date
from api.core.i18n import short_date, translate
from api.open311.queries import AnswerDue, Report, answers_due
from api.open311.sorts import service_names
from api.open311.statuses import note_of, status_of
from api.petitions.models import Petition
from api.petitions.publicity import Moderation
from api.petitions.queries import petition_to_read

FOLLOWED = "Received. Follow it by its code at /theo-doi; others see it only once it is public."
PROMISED = "Promised by the authority, not set by law: an answer by the end of %(day)s."


def shown(reports: Sequence[Report], locale: str) -> list[dict[str, Any]]:
    """Each report, with the lawful moment by which it is to be answered."""
    due = answers_due([each.id for each in reports])
    names = service_names(locale)
    return [_shown(each, due[each.id], names, locale) for each in reports]


def shown_whole(report: Report, locale: str) -> list[dict[str, Any]]:
    """The one report, with the words of its answer."""
    (found,) = shown([report], locale)
    answer = petition_to_read(report.id).answer if report.answered_at else None
    if answer is not None:
        moderation: Moderation = current_app.extensions["doithoai.moderation"]
        found["status_notes"] += f": {moderation.mask(answer.text)}"
    return [found]


def received(petition: Petition, locale: str) -> list[dict[str, Any]]:
    """What the sender of a report gets back."""
    return [
        {
            "service_request_id": petition.code,
            "service_notice": translate(FOLLOWED, locale),
            "account_id": None,
        }
    ]


def _shown(report: Report, due: AnswerDue, names: Mapping[str, str], locale: str) -> dict[str, Any]:
    service = report.subfield or report.field
    return {
        "service_request_id": report.code,
        "status": status_of(report.state).value,
        "status_notes": note_of(report.state, locale),
        "service_name": names.get(service or ""),
        "service_code": service,
        "description": "\n".join(filter(None, (report.title, report.text))),
        "agency_responsible": directory().unit(report.unit_id).name,
        "service_notice": _promise(due, locale),
        "requested_datetime": _moment(report.opened_at),
        "updated_datetime": _moment(report.updated_at),
        "expected_datetime": _moment(due.lawful),
        "address": _address(report.area_code),
        "address_id": None,
        "zipcode": None,
        "lat": report.latitude,
        "long": report.longitude,
        "media_url": None,
    }


def _promise(due: AnswerDue, locale: str) -> str | None:
    """What the authority has promised, which is no lawful moment and is not told as one."""
    if due.promised is None:
        return None
    last = vietnam_date(due.promised - timedelta(microseconds=1))
    return translate(PROMISED, locale, day=short_date(last, locale))


def _address(area_code: str | None) -> str | None:
    """The commune and its province, no closer."""
    area = directory().area(area_code) if area_code else None
    if area is None:
        return None
    province = directory().areas[area.province_code]
    return ", ".join(dict.fromkeys([area.name, province.name]))


def _moment(moment: datetime | None) -> str | None:
    return moment.astimezone(VIETNAM).isoformat(timespec="seconds") if moment else None
