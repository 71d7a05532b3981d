"""The sorts of reports: the fields a matter may belong to, with the finer codes under them."""

from collections.abc import Mapping, Sequence
from typing import Any

from api.authorities.fields import fields
from api.core.i18n import translate

METADATA = False
"""Whether a service asks for more than the standard does: none of ours."""


def services(locale: str) -> Sequence[Mapping[str, Any]]:
    """All of them, each field before its parts."""
    return [
        {
            "service_code": each.code,
            "service_name": each.name(locale),
            "description": translate("A matter of this field", locale),
            "metadata": METADATA,
            "type": "realtime",
            "keywords": ", ".join(part.name(locale) for part in field.parts),
            "group": field.name(locale),
        }
        for field in fields().values()
        for each in (field, *field.parts)
    ]


def service_names(locale: str) -> Mapping[str, str]:
    """What each code is called."""
    return {each["service_code"]: each["service_name"] for each in services(locale)}
