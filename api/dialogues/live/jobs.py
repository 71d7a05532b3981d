"""What is done about turns by itself as time passes."""

from api.core.jobs import periodic
from api.dialogues.live.forgetting import forget_speakers


@periodic("turns.forget", cron="43 20 * * *")
def forget_turns() -> None:
    """Names of who spoke, some time after the day."""
    forget_speakers()
