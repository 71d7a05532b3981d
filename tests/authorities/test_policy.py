"""The table of rights."""

from itertools import product

import pytest

from api.authorities.models import HEADS, Title, UnitKind
from api.authorities.policy import (
    MAY,
    ROLES_OF,
    SIGNS,
    Act,
    Authority,
    can,
    may_sign,
    roles_of,
)
from api.core.access import Role

PAGE = """
RECEIVER HANDLER HEAD: proposal assignment information-request
RECEIVER HANDLER HEAD ASSISTANT: draft
RECEIVER HANDLER HEAD ASSISTANT: notes
RESIDENT RECEIVER HANDLER HEAD ASSISTANT: attachments
HANDLER HEAD: parts
RECEIVER: lodgement withdrawal-lodgement
HEAD: decision signature acceptance declining guidance transfer filing return classification
HEAD: suspension resumption extension termination merge split contest-decision
HEAD RESIDENT: closure reopening
HEAD@party: direction urging
RESIDENT: information withdrawal contest rating
RESIDENT VISITOR: support
RESIDENT RECEIVER: confirmation
HANDLER HEAD: evidence
HEAD MONITOR INSPECTOR: verification
HANDLER HEAD: progress
HEAD: postponement postponement-decision failure
MODERATOR: publication masking withholding
RECEIVER HEAD ASSISTANT: reception
MONITOR RECEIVER: opinions
MONITOR HEAD ASSISTANT RECEIVER: synthesis
RECEIVER: dialogue-request
HEAD ASSISTANT RECEIVER: dialogue
HANDLER HEAD ASSISTANT: preparation
MONITOR: dialogue-proposal
HEAD: dialogue-proposal-answer
HANDLER ASSISTANT HEAD: law-proposal
HEAD: law-adoption
RECEIVER HANDLER HEAD: denunciation-register
"""


def may() -> dict[Act, tuple[frozenset[Role], UnitKind | None]]:
    """The page on rights, line by line; a unit's kind after the sign where only it may."""
    table = {}
    for line in PAGE.strip().splitlines():
        who, acts = line.split(": ")
        names, _, kind = who.partition("@")
        roles = frozenset(Role[name] for name in names.split())
        for act in acts.split():
            table[Act(act)] = (roles, UnitKind(kind) if kind else None)
    return table


def test_the_page_speaks_of_every_act() -> None:
    assert set(may()) == set(Act) == set(MAY)


@pytest.mark.parametrize(("act", "role"), list(product(Act, Role)))
def test_a_role_may_do_what_the_page_says_and_nothing_else(act: Act, role: Role) -> None:
    roles, only_in = may()[act]

    assert can({role}, act, UnitKind.PARTY) == (role in roles)
    assert can({role}, act, UnitKind.GOVERNMENT) == (role in roles and only_in is None)
    assert can({role}, act) == (role in roles and only_in is None)


def test_nobody_without_a_role_may_do_anything() -> None:
    assert not any(can((), act, kind) for act, kind in product(Act, UnitKind))


def test_every_title_in_every_unit_has_roles() -> None:
    assert set(ROLES_OF) == set(product(Title, UnitKind))
    assert all(ROLES_OF.values())


@pytest.mark.parametrize("kind", [kind for kind in UnitKind if kind is not UnitKind.FRONT])
@pytest.mark.parametrize(
    ("titles", "role"),
    [
        (HEADS | {Title.DEPUTY}, Role.HEAD),
        ({Title.RECEPTION_OFFICER}, Role.RECEIVER),
        ({Title.HANDLER}, Role.HANDLER),
        ({Title.ASSISTANT}, Role.ASSISTANT),
        ({Title.MODERATOR}, Role.MODERATOR),
        ({Title.INSPECTOR}, Role.INSPECTOR),
    ],
)
def test_roles_follow_the_title(titles: set[Title], role: Role, kind: UnitKind) -> None:
    assert {roles_of(title, kind) for title in titles} == {frozenset({role})}


def test_everybody_in_the_front_watches_and_its_staff_handle_nothing() -> None:
    staff = set(Title) - {Title.INSPECTOR}
    assert all(Role.MONITOR in roles_of(title, UnitKind.FRONT) for title in staff)
    assert roles_of(Title.INSPECTOR, UnitKind.FRONT) == {Role.INSPECTOR}
    assert roles_of(Title.HANDLER, UnitKind.FRONT) == {Role.MONITOR}
    assert roles_of(Title.FRONT_CHAIR, UnitKind.FRONT) == {Role.HEAD, Role.MONITOR}


@pytest.mark.parametrize("authority", [None, *Authority])
@pytest.mark.parametrize("title", list(Title))
def test_each_title_signs_only_on_its_own_behalf(title: Title, authority: Authority | None) -> None:
    lawful: dict[Title, set[Authority | None]] = {
        **{head: {None, Authority.TM} for head in HEADS},
        Title.DEPARTMENT_HEAD: {None, Authority.TL},
        Title.DEPUTY: {Authority.KT},
    }

    assert may_sign(title, authority) == (authority in lawful.get(title, set()))


def test_nobody_signs_by_a_delegation_that_is_not_kept() -> None:
    assert all(Authority.TUQ not in behalf for behalf in SIGNS.values())
