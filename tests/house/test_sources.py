"""What code may not do, wherever it stands."""

import ast
import re
from collections.abc import Iterator

from tests.house.sources import PACKAGES, calls, files, functions, name_of, nodes, parsed

BESIDE_THE_TRANSACTION = {
    "api/accounts/actions.py": {"saw", "sign_in_with_code"},
    "api/core/database.py": {"is_reachable"},
    "api/core/health.py": {"_revision"},
    "api/core/jobs.py": {"counts", "waiting"},
    "api/core/limits.py": {"hit", "is_spent"},
}
"""Who may work beside the transaction: what must outlive a refusal, and what only looks."""

CATCHES_EVERYTHING = {
    ("api/attachments/pictures.py", "main"),  # whatever a picture breaks, it is not taken
    ("api/core/database.py", "unit_of_work"),  # rolls back, and raises it again
    ("api/events/jobs.py", "_attempt"),  # collected, and raised together when all were offered
    ("notifications/jobs.py", "deliver"),  # written down as failed, and raised again for a retry
}

COUNTED_IN_CODE = {
    ("api/accounts/actions.py", "timedelta(days=1)"),  # codes sent to one number, no term of law
    ("api/accounts/jobs.py", "timedelta(days=1)"),  # codes that nobody can use any more
    ("api/accounts/jobs.py", "timedelta(days=30)"),  # sessions that have ended
    ("api/accounts/models.py", "timedelta(days=14)"),  # a session that nobody uses
    ("api/accounts/models.py", "timedelta(days=90)"),  # the longest life of a session
    ("api/attachments/actions.py", "timedelta(days=1)"),  # how much one account sends
    ("api/regulation/due.py", "timedelta(days=1)"),  # from one day to the next
    ("notifications/quiet.py", "timedelta(days=1)"),  # from one day to the next
}
"""Days that are no term of the law; every other number of days is data."""

DAYS_IN_NAMES = re.compile(r"(^|_)(days?|weeks?|months?|terms?|deadlines?)($|_)", re.IGNORECASE)

NUMBERS_NAMED_FOR_DAYS = {("api/accounts/jobs.py", "days"), ("api/accounts/models.py", "days")}
"""The lives of sessions again, which are listed above."""

LAW = re.compile(r"Điều \d|Khoản \d|khoản \d|Luật |Quyết định|Nghị định|Thông tư|/QĐ-|/NĐ-CP")


def test_who_writes_beside_the_transaction_is_on_the_list() -> None:
    found: dict[str, set[str]] = {}
    for name, function in functions(*PACKAGES):
        if _calls(function, "aside", "database.aside"):
            found.setdefault(name, set()).add(function.name)

    assert found == BESIDE_THE_TRANSACTION


def test_transactions_are_ended_in_one_file() -> None:
    ending = (".commit", ".rollback")

    found = {name for name, called, _ in calls(*PACKAGES) if called.endswith(ending)}

    assert found == {"api/core/database.py"}


def test_nothing_swallows_every_error() -> None:
    found = {
        (name, function.name)
        for name, function in functions(*PACKAGES)
        for node in ast.walk(function)
        if isinstance(node, ast.ExceptHandler) and _is_broad(node.type)
    }

    assert found == CATCHES_EVERYTHING


def test_errors_are_never_suppressed_wholesale() -> None:
    found = [
        name
        for name, called, call in calls(*PACKAGES)
        if called.endswith("suppress") and any(_is_broad(argument) for argument in call.args)
    ]

    assert found == []


def test_no_number_of_days_stands_in_code() -> None:
    found = {
        (name, ast.unparse(call))
        for name, called, call in calls(*PACKAGES)
        if called.endswith("timedelta")
        for given in call.keywords
        if given.arg in {"days", "weeks"} and isinstance(given.value, ast.Constant)
    }

    assert found == COUNTED_IN_CODE


def test_no_number_is_named_for_days() -> None:
    found = {(name, named) for name, named in _numbers_with_names() if DAYS_IN_NAMES.search(named)}

    assert found == NUMBERS_NAMED_FOR_DAYS


def test_articles_of_law_are_data() -> None:
    found = [
        name_of(path)
        for path in files(*PACKAGES, "migrations")
        if LAW.search(path.read_text(encoding="utf-8"))
    ]

    assert found == []


def test_a_list_of_cases_asks_for_the_columns_it_reads() -> None:
    found = [
        name
        for name, called, call in calls(*PACKAGES)
        if called in {"select", "sqlalchemy.select"}
        and any(isinstance(what, ast.Name) and what.id == "Case" for what in call.args)
    ]

    assert found == []


def test_only_the_settings_read_the_environment() -> None:
    found = {
        name
        for name, node in nodes(*PACKAGES)
        if isinstance(node, ast.Attribute) and ast.unparse(node) in {"os.environ", "os.getenv"}
    }

    assert found == {
        "api/settings.py",
        "api/cli.py",  # hands the addresses of its own server to the processes it starts
        "api/core/embedded.py",  # PostgreSQL's own programs, in an environment without ours
    }


def _calls(function: ast.AST, *names: str) -> bool:
    inside = (node for node in ast.walk(function) if isinstance(node, ast.Call))
    return any(ast.unparse(call.func) in names for call in inside)


def _is_broad(kind: ast.expr | None) -> bool:
    named = kind.elts if isinstance(kind, ast.Tuple) else [kind]
    return any(
        each is None or ast.unparse(each) in {"Exception", "BaseException"} for each in named
    )


def _numbers_with_names() -> Iterator[tuple[str, str]]:
    """Whole numbers with the name they get: as a constant, a default, or an argument."""
    for path in files(*PACKAGES):
        for node in ast.walk(parsed(path)):
            for named, value in _given(node):
                if isinstance(value, ast.Constant) and type(value.value) is int and value.value > 1:
                    yield name_of(path), named


def _given(node: ast.AST) -> Iterator[tuple[str, ast.expr | None]]:
    if isinstance(node, ast.Assign):
        yield from ((ast.unparse(target), node.value) for target in node.targets)
    elif isinstance(node, ast.AnnAssign):
        yield ast.unparse(node.target), node.value
    elif isinstance(node, ast.keyword) and node.arg:
        yield node.arg, node.value
    elif isinstance(node, ast.arguments):
        last = node.args[len(node.args) - len(node.defaults) :]
        yield from ((arg.arg, value) for arg, value in zip(last, node.defaults, strict=True))
        yield from (
            (arg.arg, value) for arg, value in zip(node.kwonlyargs, node.kw_defaults, strict=True)
        )
