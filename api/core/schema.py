"""The database's schema: taking its steps, and telling whether models and database agree."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util.exc import CommandError

from api.settings import BadSetting, Settings

MIGRATIONS = Path(__file__).parents[2] / "migrations"


def upgrade(settings: Settings, to: str = "head") -> None:
    """Take every step up to this one."""
    command.upgrade(_config(settings), to)


def downgrade(settings: Settings, to: str) -> None:
    """Take steps back, down to this one."""
    command.downgrade(_config(settings), to)


def has_drifted(settings: Settings) -> bool:
    """Whether the models say something else than the database has."""
    try:
        command.check(_config(settings))
    except CommandError:
        return True
    return False


def revise(settings: Settings, message: str) -> None:
    """Write the next numbered step from what the models say now."""
    steps = sorted(path.name[:4] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))
    number = f"{int(steps[-1]) + 1:04d}"
    command.revision(_config(settings), message, autogenerate=True, rev_id=number)


def _config(settings: Settings) -> Config:
    if not settings.database_owner_url:
        raise BadSetting("DATABASE_OWNER_URL is not set: only the owner's role may migrate")
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    config.attributes["url"] = settings.database_owner_url
    config.attributes["app_url"] = settings.database_url
    return config
