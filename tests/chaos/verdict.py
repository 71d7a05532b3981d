"""What must be true when the dust has settled, asked of the database itself."""

import time
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import psycopg

from notifications.channels.outbox import Outbox
from tests.chaos.clients import Clients
from tests.chaos.installation import Installation

WAITING = """
    select count(*) from procrastinate_jobs
    where status in ('todo', 'doing') and task_name in ('events.dispatch', 'notifications.deliver')
"""

TOLD_AUTHORS = "select id from messages where audience = 'author'"

KEPT = "attachments/kept"

QUESTIONS = {
    "every petition is received by exactly one event": """
        select count(*) from (
            select c.id from cases c left join events e on e.case_id = c.id
            group by c.id having count(e.id) filter (where e.name = 'petition.received') <> 1
        ) odd
    """,
    "no event of a petition is without it": """
        select count(*) from events e
        where e.name like 'petition.%' and not exists (select from cases c where c.id = e.case_id)
    """,
    "every petition obliges somebody": """
        select count(*) from cases c
        where not exists (
            select from obligations o join events e on e.id = o.opened_by_id where e.case_id = c.id
        )
    """,
    "every petition obliges as often as every other": """
        select greatest(count(distinct owed) - 1, 0) from (
            select count(o.id) as owed from cases c left join obligations o on o.case_id = c.id
            group by c.id
        ) counted
    """,
    "no obligation is doubled": """
        select count(*) from (
            select from obligations group by rule_id, rule_version, opened_by_id, position_id
            having count(*) > 1
        ) odd
    """,
    "every event has told its author, once": """
        select count(*) from (
            select e.id from events e
            left join messages m on m.event_id = e.id and m.audience = 'author'
            where e.name = 'petition.received' group by e.id having count(m.id) <> 1
        ) odd
    """,
    "every message to an author has one delivery, and it was sent": """
        select count(*) from (
            select m.id from messages m left join deliveries d on d.message_id = m.id
            where m.audience = 'author'
            group by m.id having count(d.id) <> 1 or not bool_and(d.state = 'sent')
        ) odd
    """,
    "no job has failed": "select count(*) from procrastinate_jobs where status = 'failed'",
    "no job is left over": WAITING,
    "no public code and no receipt number is there twice": """
        select (count(*) - count(distinct code)) + (count(*) - count(distinct receipt_number))
        from cases
    """,
}
"""Each sentence holds when its question finds none."""


@dataclass(frozen=True)
class Finding:
    """One sentence that must hold, and the figure it is judged by."""

    sentence: str
    holds: bool
    figure: str


def wait_until_quiet(running: Installation, within: float) -> bool:
    """Whether no job of an event or a delivery waits any more, after at most so many seconds."""
    deadline = time.monotonic() + within
    while time.monotonic() < deadline:
        running.look()
        if _asked(running, WAITING)[0][0] == 0:
            return True
        time.sleep(0.2)
    return False


def findings(running: Installation, clients: Clients) -> list[Finding]:
    """Everything that must hold."""
    cases = _asked(running, "select id, code from cases")
    rows = {UUID(str(id_)): str(code) for id_, code in cases}
    lost = clients.acknowledged.keys() - rows.keys()
    changed = [id_ for id_, code in clients.acknowledged.items() if rows.get(id_, code) != code]
    unanswered = clients.sent - clients.acknowledged.keys()
    odd = {answer for answer in clients.answers if answer.startswith("4")}
    found = [
        _none("every acknowledged petition is there", lost, len(clients.acknowledged)),
        _none("every petition that was sent was acknowledged in the end", unanswered, len(rows)),
        _none("nothing is there that nobody sent", rows.keys() - clients.sent, len(rows)),
        _none("who was told a code is told the same again", clients.contradictions, len(rows)),
        _none("the code that was told is the one that is kept", changed, len(rows)),
        _none("nobody was refused", odd, sum(clients.answers.values())),
        *(_asked_finding(running, *question) for question in QUESTIONS.items()),
    ]
    return [*found, _told_finding(running), *_files_findings(running, clients)]


def _none(sentence: str, odd: Any, among: int) -> Finding:
    return Finding(sentence, not odd and among > 0, f"{len(odd)} of {among}")


def _asked_finding(running: Installation, sentence: str, question: str) -> Finding:
    number = int(_asked(running, question)[0][0])
    return Finding(sentence, number == 0, str(number))


def _told_finding(running: Installation) -> Finding:
    """At least once: a worker that is killed after sending and before it says so sends again."""
    kept = [each for each in Outbox(running.home).read() if each["channel"] == "push"]
    shown = {each["data"]["n"] for each in kept}
    known = {str(id_) for (id_,) in _asked(running, TOLD_AUTHORS)}
    again = len(kept) - len(shown)
    figure = f"{len(known - shown)} of {len(known)}; {again} were shown again"
    return Finding("every message has reached its telephone", shown == known, figure)


def _files_findings(running: Installation, clients: Clients) -> list[Finding]:
    """Whoever was told that a file is taken finds it with its petition, once and whole."""
    asked = "select id, case_id, renditions from attachments where case_id is not null"
    rows = {UUID(str(id_)): (case_id, kept) for id_, case_id, kept in _asked(running, asked)}
    sent = clients.pictures
    astray = [id_ for id_, petition in sent.items() if rows.get(id_, (None,))[0] != petition]
    sizes = [
        (running.home / KEPT / size["key"], size["size"])
        for _, kept in rows.values()
        for size in kept.values()
    ]
    torn = [path for path, size in sizes if not path.is_file() or path.stat().st_size != size]
    return [
        _none("every picture is with the petition it was sent with", astray, len(sent)),
        _none("nothing is attached that nobody sent", rows.keys() - sent.keys(), len(rows)),
        _none("every size of a picture is kept, whole", torn, len(sizes)),
    ]


def _asked(running: Installation, question: str) -> list[tuple[Any, ...]]:
    with psycopg.connect(running.database, dbname="doithoai") as connection:
        return connection.execute(question.encode()).fetchall()
