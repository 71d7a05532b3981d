"""Conclusions and records of a dialogue as they are shown."""

from typing import Any

from api.attachments.views import shown_to, view_of
from api.authorities.directory import directory
from api.cases.access import Reader
from api.core.i18n import preferred_locale
from api.dialogues.papers import queries
from api.dialogues.papers.models import Conclusion
from api.dialogues.sessions import Dialogue


def conclusion_shown(conclusion: Conclusion) -> dict[str, Any]:
    """What was concluded, and who signed it."""
    position = directory().position(conclusion.signed_by_id)
    return {
        "number": conclusion.number,
        "symbol": conclusion.symbol,
        "signed_on": conclusion.signed_on,
        "authority": conclusion.authority,
        "signer": conclusion.signer,
        "position": position.name,
        "unit": directory().unit(position.unit_id).name,
        "text": conclusion.text,
        "file": conclusion.file_id,
        "recorded_at": conclusion.recorded_at,
    }


def records_shown(dialogue: Dialogue, *, reader: Reader) -> dict[str, Any]:
    """Where it can be seen again, and the pictures and papers that this reader may have."""
    locale = preferred_locale()
    photos = [view_of(each) for each in queries.photos_of(dialogue.id)]
    evidence = [view_of(each) for each in queries.evidence_of(dialogue.id)]
    return {
        "recordings": [
            {"id": each.id, "url": each.url, "title": each.title}
            for each in queries.recordings_of(dialogue.id)
        ],
        "photos": shown_to(reader, photos, locale),
        "evidence": shown_to(reader, evidence, locale),
    }
