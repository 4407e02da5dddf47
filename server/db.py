"""The database: one way to read, one way to write. `transaction` is the only way to commit.

Both engines run in autocommit mode and every transaction is begun by name, so SQLite can take its
write lock at the start (BEGIN IMMEDIATE) instead of failing in the middle, and a single SELECT on
PostgreSQL costs one round trip.

Two kinds of access: SQLAlchemy Core through the connection of `transaction` for everything that is
rare, and the plain DBAPI `Cursor` for the hot paths (who is asking, append, pages).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Connection, Engine, event
from sqlalchemy.orm import DeclarativeBase

from server.writer import Writer

BUSY_S = 10
POOL_SIZE = 16
# Small commits write the same few pages again and again; four times SQLite's usual distance between
# two checkpoints (16 MiB of WAL) copies each of them once.
CHECKPOINT_PAGES = 4000
Parameters = Sequence[Any]


class Base(DeclarativeBase):
    """What every table derives from."""


db = SQLAlchemy(model_class=Base, disable_autonaming=True)


@dataclass(frozen=True, slots=True)
class Database:
    """One app's engine.

    trouble: what its driver raises when the database is locked, gone or full. writer: SQLite's, where
    the threads of this process queue instead of polling the file's lock; None for PostgreSQL.
    """

    engine: Engine
    postgres: bool
    trouble: type[Exception]
    writer: Writer | None


class Cursor:
    """A DBAPI cursor; `?` marks a parameter on both engines, byte strings come back as bytes."""

    __slots__ = ("_postgres", "_raw")

    def __init__(self, raw: Any, postgres: bool) -> None:
        self._raw = raw
        self._postgres = postgres

    def all(self, sql: str, parameters: Parameters = ()) -> Iterable[Any]:
        """The rows, to be iterated once."""
        return self._raw.execute(self._marked(sql), parameters)  # type: ignore[no-any-return]

    def one(self, sql: str, parameters: Parameters = ()) -> Any:
        """The first row as a tuple, or None."""
        return self._raw.execute(self._marked(sql), parameters).fetchone()

    def run(self, sql: str, parameters: Parameters = ()) -> int:
        """Run a statement that gives no rows; how many rows it touched."""
        return self._raw.execute(self._marked(sql), parameters).rowcount  # type: ignore[no-any-return]

    def many(self, sql: str, rows: Iterable[Parameters]) -> None:
        """Run one statement for each row of parameters."""
        self._raw.executemany(self._marked(sql), rows)

    def lock(self, table: str) -> str:
        """What a SELECT ends with that must hold the table's row until the end of the transaction."""
        return f" FOR UPDATE OF {table}" if self._postgres else ""

    def _marked(self, sql: str) -> str:
        return sql.replace("?", "%s") if self._postgres else sql


def connect(app: Flask, url: str) -> Database:
    """Give the app its engine; opens no connection yet. url: as `config` checked it."""
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = {
        "pool_size": POOL_SIZE,
        "max_overflow": -1,
        "pool_use_lifo": True,
        "hide_parameters": True,
    }
    db.init_app(app)
    with app.app_context():
        engine = db.engine
    postgres = engine.dialect.name == "postgresql"
    event.listen(engine, "connect", _prepare_postgres if postgres else _prepare_sqlite)
    event.listen(engine, "begin", _begin_postgres if postgres else _begin_sqlite)
    trouble = engine.dialect.loaded_dbapi.OperationalError
    database = Database(engine, postgres, trouble, None if postgres else Writer(engine))
    app.extensions["selfward.db"] = database
    return database


@contextmanager
def transaction() -> Iterator[Connection]:
    """All or nothing: commits when the block ends, rolls back when it raises.

    Raises sqlalchemy.exc.OperationalError when the database stays busy.
    """
    database = _database()
    begun = database.engine.begin() if database.writer is None else database.writer.transaction()
    with begun as connection:
        yield connection


def cursor_of(connection: Connection) -> Cursor:
    """A plain cursor inside a transaction, for statements that run very often."""
    return _cursor(connection.connection, _database().postgres)


@contextmanager
def reading() -> Iterator[Cursor]:
    """Single SELECTs, each on the newest committed state."""
    database = _database()
    connection = database.engine.raw_connection()
    try:
        yield _cursor(connection, database.postgres)
    except database.trouble as error:
        connection.invalidate(error)
        raise
    finally:
        connection.close()


@contextmanager
def snapshot() -> Iterator[Cursor]:
    """Several SELECTs that all see one committed state."""
    postgres = _database().postgres
    with reading() as cursor:
        cursor.run("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY" if postgres else "BEGIN")
        yield cursor  # the pool rolls back when the connection returns


def _database() -> Database:
    database: Database = current_app.extensions["selfward.db"]
    return database


def _cursor(connection: Any, postgres: bool) -> Cursor:
    driver = connection.driver_connection
    return Cursor(driver.cursor(binary=True) if postgres else driver.cursor(), postgres)


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    for pragma in (
        f"busy_timeout={BUSY_S * 1000}",
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        f"wal_autocheckpoint={CHECKPOINT_PAGES}",
    ):
        connection.execute(f"PRAGMA {pragma}").fetchall()


def _prepare_postgres(connection: Any, _record: Any) -> None:
    connection.autocommit = True
    connection.execute(f"SET lock_timeout = '{BUSY_S}s'")


def _begin_sqlite(connection: Connection) -> None:
    connection.connection.cursor().execute("BEGIN IMMEDIATE")


def _begin_postgres(connection: Connection) -> None:
    connection.connection.cursor().execute("BEGIN")
