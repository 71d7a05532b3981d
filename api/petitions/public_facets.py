"""How many public petitions there are of each area, field, kind and step."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, tuple_

from api.authorities.directory import directory
from api.authorities.fields import fields
from api.cases.labels import KINDS
from api.cases.models import Case, Kind
from api.core.access import Actor
from api.core.database import db
from api.core.i18n import translate
from api.petitions.filters import Wanted
from api.petitions.queries import in_public
from api.petitions.states import PUBLIC, PUBLIC_STATES, PetitionState


def facets(actor: Actor | None, wanted: Wanted, at: datetime, locale: str) -> dict[str, Any]:
    """The counts, each with what it is called; in one look at the petitions that are wanted."""
    columns = (Case.area_code, Case.field, Case.kind, Case.state)
    sets = func.grouping_sets(*(tuple_(column) for column in columns), tuple_())
    rows = db.session.execute(
        select(func.grouping(*columns), *columns, func.count())
        .where(*in_public(actor, wanted, at))
        .group_by(sets)
    )
    counted: list[Counter[str | None]] = [Counter() for _ in range(len(columns) + 1)]
    for mask, *values, count in rows:
        which = _ONLY.get(mask, len(columns))
        counted[which][values[which] if which < len(columns) else None] += count
    areas, of_fields, kinds, states, whole = counted
    steps: Counter[str | None] = Counter()
    for state, count in states.items():
        steps[PUBLIC[PetitionState(str(state))].value] += count
    known = directory()
    named_fields = {each.code: each.name(locale) for each in fields().values()}
    named_kinds = {kind.value: translate(KINDS[kind], locale) for kind in Kind}
    named_steps = {step.value: translate(label, locale) for step, label in PUBLIC_STATES.items()}
    return {
        "total": whole[None],
        "areas": _named(areas, {code: area.name for code, area in known.areas.items()}),
        "fields": _named(of_fields, named_fields),
        "kinds": _named(kinds, named_kinds),
        "public_states": _named(steps, named_steps),
    }


_ONLY = {0b0111: 0, 0b1011: 1, 0b1101: 2, 0b1110: 3}
"""Which column a row of the answer is of: that which was not added up."""


def _named(counted: Counter[str | None], names: Mapping[str, str]) -> list[dict[str, Any]]:
    """The most frequent first; what has no code is counted in the total alone."""
    return [
        {"code": str(code), "name": names.get(str(code), str(code)), "count": count}
        for code, count in sorted(counted.items(), key=lambda each: (-each[1], str(each[0])))
        if code is not None
    ]
