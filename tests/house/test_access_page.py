"""The page of rights as data: whole, readable, and the same as the table of policy."""

from collections import Counter

from api.authorities.policy import MAY, Act
from api.core.access import Role
from tests.house.access_table import ACTS, FIELDS, OTHER_ACTS, PROMISES, ROLES

AS_ROLE = {
    "PUB": Role.VISITOR,
    "AUT": Role.RESIDENT,
    "RCV": Role.RECEIVER,
    "HAN": Role.HANDLER,
    "ASS": Role.ASSISTANT,
    "HEA": Role.HEAD,
    "MOD": Role.MODERATOR,
    "MTQ": Role.MONITOR,
    "OVR": Role.OVERSIGHT,
    "INS": Role.INSPECTOR,
    "ADM": Role.ADMINISTRATOR,
}


def test_every_act_of_the_policy_is_on_the_page_and_the_other_way_round() -> None:
    assert [act.thing for act in (*ACTS, *PROMISES, *OTHER_ACTS)] == [act.value for act in Act]


def test_the_policy_gives_each_act_to_the_roles_of_the_page() -> None:
    of_page = {
        act.thing: {role for column, role in AS_ROLE.items() if act.cells[column] != "-"}
        for act in (*ACTS, *PROMISES, *OTHER_ACTS)
    }

    assert of_page == {act.value: set(roles) for act, roles in MAY.items()}


def test_every_member_stands_in_one_row_of_the_page() -> None:
    members = Counter(member for field in FIELDS for member in field.members)

    assert [member for member, times in members.items() if times > 1] == []
    assert all(bool(field.members) == field.is_built for field in FIELDS)


def test_every_cell_says_something_that_is_read() -> None:
    plain = {"-", "R", "RW", "W", "d", "unit", "counts", "role and date"}
    conditional = {
        "R if published",
        "R in intake",
        "d if invited",
        "W if holder",
        "W if signer",
        "W if signed in",
        "W if of a Party unit",
        "W if of the superior unit",
        "W if of the province",
    }

    rows = (*FIELDS, *ACTS, *OTHER_ACTS)
    cells = {row.cells[role] for row in rows for role in ROLES}

    assert cells == plain | conditional


def test_an_administrator_reads_and_does_nothing() -> None:
    every = (*FIELDS, *ACTS, *PROMISES, *OTHER_ACTS)
    rows = [row for row in every if row.thing != "followed by its code"]

    assert {row.cells["ADM"] for row in rows} == {"-"}
