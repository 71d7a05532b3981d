"""How Alembic runs the steps: as the owner, with bounded waits, and without foreign tables."""

from alembic import context
from sqlalchemy import create_engine
from sqlalchemy.schema import SchemaItem

import api.app  # noqa: F401 -- knows all models
from api.core.database import Model

FOREIGN = ("procrastinate_", "reference", "limits")
"""Tables that no model describes: those of the queue, and those that only SQL speaks of."""


def ours(item: SchemaItem, name: str | None, kind: str, *_: object) -> bool:
    """Whether the comparison of models and database looks at the thing."""
    table = getattr(getattr(item, "table", item), "name", name) or ""
    return not (kind in {"table", "index", "column"} and str(table).startswith(FOREIGN))


def run() -> None:
    """Run the steps in one transaction each."""
    config = context.config
    engine = create_engine(config.attributes["url"], hide_parameters=True)
    with engine.connect() as connection:
        connection.exec_driver_sql("set lock_timeout = '4s'")
        connection.exec_driver_sql("set statement_timeout = '60s'")
        connection.commit()
        context.configure(
            connection=connection,
            target_metadata=Model.metadata,
            include_object=ours,
            transaction_per_migration=True,
            compare_type=True,
        )
        with context.begin_transaction():
            context.run_migrations()
    engine.dispose()


run()
