"""PostgreSQL: the base of every table, the session, and the only commits."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

from flask import Flask, Response
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Connection, DateTime, Enum, MetaData, func, select, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, mapped_column, registry

from api.core.ids import new_id

Id = Annotated[UUID, mapped_column(primary_key=True, default=new_id)]

THREADS = 4
"""Requests one web process works on at a time; the pool is twice as large, for `aside`."""


class Model(DeclarativeBase):
    """Base of every table: plain SQLAlchemy, so that nothing depends on the Flask extension."""

    registry = registry(
        metadata=MetaData(
            naming_convention={
                "pk": "pk_%(table_name)s",
                "fk": "fk_%(table_name)s_%(column_0_name)s",
                "uq": "uq_%(table_name)s_%(column_0_N_name)s",
                "ix": "ix_%(table_name)s_%(column_0_N_name)s",
                "ck": "ck_%(table_name)s_%(constraint_name)s",
            }
        ),
        type_annotation_map={
            datetime: DateTime(timezone=True),
            dict[str, Any]: JSONB,
            list[dict[str, Any]]: JSONB,
            StrEnum: Enum(
                StrEnum,
                native_enum=False,
                create_constraint=False,
                length=40,
                values_callable=lambda states: [state.value for state in states],
            ),
        },
    )


db = SQLAlchemy(model_class=Model, disable_autonaming=True)


def init_app(app: Flask, url: str) -> None:
    """Point the session at the database of the app's own role."""
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = engine_options()
    db.init_app(app)
    app.after_request(end_request)


def engine_options() -> dict[str, object]:
    """How every process connects: bounded waits, no values in error texts."""
    session = {
        "statement_timeout": "5s",
        "lock_timeout": "3s",
        "idle_in_transaction_session_timeout": "30s",
        # Disks have no arms any more. With the default of 4 a list of one place is read from the
        # list of all places, so that a quiet commune waits for the noise of the others.
        "random_page_cost": "1.1",
    }
    return {
        "pool_size": 2 * THREADS,
        "max_overflow": 0,
        "pool_timeout": 3,
        "pool_pre_ping": False,
        "hide_parameters": True,
        "connect_args": {
            "connect_timeout": 3,
            "options": " ".join(f"-c {name}={value}" for name, value in session.items()),
        },
    }


def end_request(response: Response) -> Response:
    """One request is one transaction: it stands on success and falls on any refusal."""
    if response.status_code < 400:
        db.session.commit()
    else:
        db.session.rollback()
    return response


def let_go() -> None:
    """End a transaction that has only looked: none is held while we wait for somebody else."""
    db.session.rollback()


@contextmanager
def unit_of_work() -> Iterator[None]:
    """One job or command is one transaction."""
    try:
        yield
        db.session.commit()
    except BaseException:
        db.session.rollback()
        raise


@contextmanager
def aside() -> Iterator[Connection]:
    """A connection beside the transaction, for what must outlive a refusal (tries, limits)."""
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        yield connection


def lock(name: UUID) -> None:
    """Wait for, and hold until the end of the transaction, the right to act on this id."""
    key = name.int & (2**63 - 1)
    db.session.execute(select(func.pg_advisory_xact_lock(key)))


def raw_connection() -> Any:
    """The psycopg connection of this transaction, for the queue of jobs."""
    return db.session.connection().connection.driver_connection


def is_reachable() -> bool:
    """Whether the database answers."""
    with aside() as connection:
        return connection.execute(text("select 1")).scalar() == 1
