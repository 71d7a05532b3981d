"""The names of everything that can happen, shared by the law, the messages and the figures."""

from typing import Final

_HAPPENINGS: Final = {
    "petition": """
        received information_requested supplemented files_added proposed accepted declined guided
        transferred filed returned assigned classified suspended resumed extended directed urged
        answered contested contest_decided rated supported reopened published withheld
        withdrawn_in_part withdrawal_lodged withdrawn terminated merged separated split represented
        closed
        drafted noted part_asked part_contributed part_declined
    """,
    "complaint": "lodged",
    "denunciation": """
        received declined transferred accepted notified extended concluded conclusion_sent
        conclusion_published overdue report_demanded reported
    """,
    "decision": "sent published",
    "community_decision": "received recognised refused",
    "supervision": "scheduled announced",
    "report": "sent",
    "briefing": "held",
    "dialogue": """
        requested scheduled announced rescheduled reseated cancelled held results_published
        opinions_collected synthesised agenda_set concluded
        proposed proposal_answered
    """,
    "registration": "confirmed queued promoted reminded attended cancelled",
    "question": """
        asked published withheld grouped assigned unassigned prepared decided corrected answered
    """,
    "commitment": """
        made progressed reported_done confirmed verified rejected failed
        postponement_asked postponed postponement_refused
    """,
    "reception": "held not_held reminded",
    "recommendation": "sent answered",
    "obligation": "opened due_soon overdue moved met ended",
    "screening": "held appealed decided",
}

EVENT_NAMES: Final = frozenset(
    f"{noun}.{participle}"
    for noun, participles in _HAPPENINGS.items()
    for participle in participles.split()
)
"""Every event name there is; a rule, a plan or a record that uses another one is refused."""
