"""The database holds what SPEC 17 lists and nothing else, and gets there by migrations."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from sqlalchemy import Engine, inspect, text

from server import create_app, migrate
from server.config import Config
from server.db import Base, reading

TABLES = {
    "account": "id login log_id epoch head_n head_id bucket_hashes slots_gen bytes_used created_day",
    "bucket": "account i rows",
    "log_key": "account epoch pub",
    "slot": "account slot_id kind kdf login salt login_pub sealed check",
    "session": "id account token_hash created_day seen_day",
    "nonce": "hash login action expires_s",
    "head": "account n id bytes sig",
    "object": "account object_id form hash size seq envelope",
    "rate": "key_hash tokens at_s",
    "lease": "name holder until_s",
}
"""SPEC 17, the part that is built."""


def engine_of(app: Flask) -> Engine:
    """The app's engine."""
    engine: Engine = app.extensions["selfward.db"].engine
    return engine


def test_the_tables_have_exactly_the_columns_of_the_spec(app: Flask) -> None:
    """No column for a type, a title, a stage, a time zone, a name or a mail address."""
    found = inspect(engine_of(app))

    columns = {
        name: {column["name"] for column in found.get_columns(name)}
        for name in found.get_table_names()
        if name != "alembic_version"
    }

    assert columns == {name: set(listed.split()) for name, listed in TABLES.items()}


def test_every_table_leads_its_key_with_the_account(app: Flask) -> None:
    """So that a distributed database can keep an account in one place; four tables belong to no account."""
    found = inspect(engine_of(app))

    first = {name: found.get_pk_constraint(name)["constrained_columns"][0] for name in TABLES}

    free = {"account": "id", "nonce": "hash", "rate": "key_hash", "lease": "name"}
    assert first == {name: free.get(name, "account") for name in TABLES}


def test_the_migrations_lead_to_what_the_code_declares(app: Flask) -> None:
    """Alembic finds no difference between the migrated database and the models."""
    with engine_of(app).connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []


def test_several_processes_may_start_on_an_empty_database(settings: Config) -> None:
    """Each brings the schema up to date or finds it so; none fails."""
    environment = {
        **os.environ,
        "SELFWARD_DATABASE_URL": settings.database_url,
        "SELFWARD_SECRET_FILE": str(settings.secret_file),
    }
    starting = [
        subprocess.Popen(
            [sys.executable, "-m", "server.cli", "migrate"],
            env=environment,
            cwd=Path(__file__).parents[2],
            stderr=subprocess.PIPE,
        )
        for _ in range(4)
    ]

    results = [(process.communicate()[1], process.returncode) for process in starting]

    assert [code for _, code in results] == [0] * 4, results
    app = create_app(settings)
    assert not migrate.missing(app)


def test_a_database_that_is_up_to_date_is_left_alone(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second start loads no migration."""
    monkeypatch.setitem(sys.modules, "flask_migrate", None)

    migrate.upgrade(app)

    assert not migrate.missing(app)


def test_an_acknowledged_commit_is_on_the_disk(settings: Config, app: Flask) -> None:
    """SQLite: WAL, synchronous FULL, foreign keys on. PostgreSQL: commits are synchronous by default."""
    with app.app_context(), reading() as cursor:
        if settings.database_url.startswith("sqlite"):
            pragmas = {
                name: cursor.one(f"PRAGMA {name}")[0]
                for name in ("journal_mode", "synchronous", "foreign_keys")
            }
            assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
        else:
            set_here = cursor.one("SELECT source FROM pg_settings WHERE name = 'synchronous_commit'")[0]
            assert set_here != "session"


def test_ids_of_deleted_accounts_are_not_used_again(app: Flask) -> None:
    """Objects of a deleted account may outlive it for a moment; nobody may inherit them."""
    engine = engine_of(app)
    columns = "login, log_id, epoch, head_n, head_id, slots_gen, bytes_used, created_day, bucket_hashes"
    insert = text(f"INSERT INTO account ({columns}) VALUES (:login, :b, 1, 1, :b, 1, 0, 1, :b) RETURNING id")
    with engine.begin() as connection:
        first = connection.execute(insert, {"login": "one", "b": b"x"}).scalar_one()
        connection.execute(text("DELETE FROM account"))
        second = connection.execute(insert, {"login": "two", "b": b"x"}).scalar_one()

    assert second > first


def test_the_newest_revision_is_the_highest_numbered_file(root: Path) -> None:
    """File names are their revisions, so the check at start needs no Alembic."""
    for path in sorted((root / "server/migrations/versions").glob("[0-9]*.py")):
        assert f'revision = "{path.stem.split("_")[0]}"' in path.read_text()
