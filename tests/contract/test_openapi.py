"""The description of the API is the whole truth: every answer to anything is one that it names."""

import json
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis import APIOperation, BaseSchema, Case, GenerationMode
from schemathesis import checks as known
from schemathesis.core.result import Ok
from schemathesis.generation.feedback import NO_FEEDBACK
from sqlalchemy import select

from api.app import create_app
from api.cases.models import Kind
from api.commitments.queries import promised_in
from api.core import clock
from api.core.database import db, unit_of_work
from api.regulation.book import XLSX
from api.settings import Settings
from moderation.models import Screening
from tests import make
from tests.conftest import SignIn
from tests.moderation.looking import looked_at

NOBODY = None
PEOPLE = (NOBODY, make.RESIDENT, make.RECEIVER, make.CHAIR, make.FRONT)

EXAMPLES = {GenerationMode.POSITIVE: 10, GenerationMode.NEGATIVE: 8}
"""How often each operation is tried by each person."""

REPEATABLE = 20260302

CHECKS = [
    known.not_a_server_error,
    known.status_code_conformance,
    known.content_type_conformance,
    known.response_headers_conformance,
    known.response_schema_conformance,
    known.negative_data_rejection,
    known.ignored_auth,
    known.unsupported_method,
]
"""Left out is what asks more than a form can say: whether well-formed data are taken, too."""

SLOW = (HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large)

schemathesis.serializer.alias(XLSX, "application/octet-stream")

Operation = APIOperation[Any, Any, Any, Any]


class Served:
    """The application of the test that runs; each request has a transaction of its own."""

    app: Flask

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        with self.app.app_context():
            return self.app(environ, start)


SERVED = Served()


POINTING_BY_ID = {"petition_id", "reception_id", "commitment_id", "screening_id", "attachment_id"}


@cache
def description() -> Mapping[str, Any]:
    """As the application makes it; it asks no database for that."""
    nowhere = Settings("postgresql+psycopg://", "", Path("nowhere"), "-")
    app = create_app(nowhere)
    with app.app_context():
        found: Mapping[str, Any] = app.extensions["doithoai.api"].description
    return found


@cache
def schema() -> BaseSchema:
    """The description, ready to be tried."""
    loaded = schemathesis.openapi.from_dict(dict(description()))
    loaded.app = SERVED
    return loaded


def operations() -> list[Operation]:
    """Every operation of the description."""
    return [each.ok() for each in schema().get_all_operations() if isinstance(each, Ok)]


def headers_of(people: Iterable[str | None]) -> list[dict[str, str]]:
    """The header that each of them sends."""
    with unit_of_work():
        tokens = [make.token_of(who) if who else None for who in people]
    return [{"Authorization": f"Bearer {token}"} if token else {} for token in tokens]


@pytest.fixture
def real(app: Flask) -> Mapping[str, list[str]]:
    """What there is, by the name of the parameter that points to it."""
    with unit_of_work():
        made = [make.petition(), make.accepted(), make.at_signature(), make.answered()]
        complaint = make.petition(kind=Kind.COMPLAINT)
        made += [looked_at(text) for text in ("Đèn đường hỏng.", "Đồ ngu dốt, sửa đèn đi.")]
        promised = make.promised(clock.today())
        files = make.file()
        made.append(make.petition(attachments=(files.id,)))
        return {
            "petition_id": [str(each.id) for each in (*made, complaint, promised)],
            "reception_id": [str(make.reception().id), str(make.reception_held().id)],
            "commitment_id": [str(each.id) for each in promised_in(promised.id)],
            "screening_id": [str(each.id) for each in db.session.scalars(select(Screening))],
            "attachment_id": [str(make.file().id), str(files.id)],
            "code": [made[0].code, made[0].receipt_number, f"{make.COMMUNE}-ubnd", make.COMMUNE],
        }


@pytest.mark.parametrize("operation", operations(), ids=lambda each: each.label)
def test_every_answer_is_one_that_the_description_names(
    operation: Operation, app: Flask, real: Mapping[str, list[str]]
) -> None:
    SERVED.app = app
    modes = [mode for mode in GenerationMode if mode.is_positive or _has_members(operation)]

    for headers in headers_of(PEOPLE):
        for mode in modes:
            _try(operation, mode, headers, real)


@pytest.mark.parametrize(
    ("address", "body"),
    [
        ("/api/v1/sessions/codes", {"phone": make.RESIDENT}),
        ("/api/v1/sessions", {"phone": make.RESIDENT, "code": "123456"}),
        ("/api/v1/sessions", {"login": "nobody", "password": "x", "totp": "123456"}),
    ],
)
def test_who_tries_too_often_is_told_so_in_the_way_described(
    app: Flask, address: str, body: dict[str, Any]
) -> None:
    SERVED.app = app
    operation = schema()[address]["POST"]

    statuses = []
    for _ in range(20):
        case = operation.Case(body=body, media_type="application/json")
        statuses.append(case.call_and_validate(checks=CHECKS).status_code)

    assert statuses[-1] == 429


@pytest.mark.parametrize("year", ["0001", "1899", "9999"])
@pytest.mark.parametrize(
    ("act", "body"),
    [
        ("lodgement", {"form": "paper", "at": "{year}-01-01T00:00:00+14:00"}),
        ("lodgement", {"form": "paper", "at": "{year}-12-31T23:59:59-14:00"}),
        (
            "draft",
            {
                "text": "x",
                "result": "planned",
                "commitment": {"what": "x", "due_on": "{year}-12-31"},
            },
        ),
        (
            "signature",
            {"number": "1", "symbol": "x", "signed_on": "{year}-01-01", "authority": "TM"},
        ),
    ],
)
def test_a_day_long_ago_or_far_away_does_no_harm(
    sign_in: SignIn, act: str, body: dict[str, Any], year: str
) -> None:
    with unit_of_work():
        lodging = act == "lodgement"
        petition = make.petition(kind=Kind.COMPLAINT) if lodging else make.at_signature()
    given = json.loads(json.dumps(body).replace("{year}", year))

    who = sign_in(make.RECEIVER if lodging else make.CHAIR)
    answer = who.post(f"/api/v1/petitions/{petition.id}/{act}", json=given)

    assert answer.status_code in {201, 409, 422}


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+14:00", "1899-01-01T00:00:00Z"])
def test_a_letter_of_long_ago_is_entered_or_refused(sign_in: SignIn, moment: str) -> None:
    _, address = make.new_address()

    answer = sign_in(make.RECEIVER).put(
        address, json=make.body(received_at=moment, reason="Tìm thấy trong kho.")
    )

    assert answer.status_code in {201, 422}


def test_the_description_names_every_status_and_says_nothing_of_others() -> None:
    vague = [
        f"{method} {path}"
        for path, methods in description()["paths"].items()
        for method, operation in methods.items()
        if method != "parameters" and "default" in operation["responses"]
    ]

    assert vague == []


def test_every_refusal_is_a_problem_document() -> None:
    others = [
        f"{method} {path} {status}"
        for path, methods in description()["paths"].items()
        for method, operation in methods.items()
        if method != "parameters"
        for status, response in operation["responses"].items()
        if status >= "400" and list(response["content"]) != ["application/problem+json"]
    ]

    assert others == []


def test_every_operation_has_a_title_and_says_who_may_call_it() -> None:
    bare = [
        f"{method} {path}"
        for path, methods in description()["paths"].items()
        for method, operation in methods.items()
        if method != "parameters" and not (operation.get("summary") and "security" in operation)
    ]

    assert bare == []


def _has_members(operation: Operation) -> bool:
    """Whether anything can be wrong with what is sent."""
    in_path = any("format" in each.definition["schema"] for each in operation.path_parameters)
    return in_path or bool(list(operation.query)) or bool(list(operation.body))


def _try(
    operation: Operation,
    mode: GenerationMode,
    headers: dict[str, str],
    real: Mapping[str, list[str]],
) -> None:
    pointing = {
        each.name: st.sampled_from(real[each.name])
        for each in operation.path_parameters
        if each.name in real
    }

    @seed(REPEATABLE)
    @settings(
        max_examples=EXAMPLES[mode],
        database=None,
        deadline=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=SLOW,
        report_multiple_bugs=False,
    )
    @given(
        operation.as_strategy(mode, feedback=NO_FEEDBACK),
        st.fixed_dictionaries(pointing),
        st.booleans(),
    )
    def judge(case: Case[Any], there: dict[str, str], points: bool) -> None:
        if points or mode.is_positive:
            _point(case, there)
        case.call_and_validate(headers=headers, checks=CHECKS)

    judge()


def _point(case: Case[Any], there: Mapping[str, str]) -> None:
    """Let the address be that of something real, unless it is the address that is wrong."""
    for name, value in there.items():
        if name not in POINTING_BY_ID or _is_id(case.path_parameters.get(name)):
            case.path_parameters = {**case.path_parameters, name: value}


def _is_id(given: object) -> bool:
    try:
        UUID(str(given))
    except ValueError:
        return False
    return True
