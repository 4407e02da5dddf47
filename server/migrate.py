"""Bring the database to the newest schema when the server starts. Several processes may start at once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from flask import Flask
from sqlalchemy import inspect

from server.db import db

FOLDER = Path(__file__).parent / "migrations"


def newest() -> str:
    """The revision the code expects: the highest number among the migration files."""
    return max(path.stem.split("_")[0] for path in (FOLDER / "versions").glob("[0-9]*.py"))


def missing(app: Flask) -> bool:
    """Whether the database is older than the code. Cheap: Alembic is not loaded for this."""
    with app.app_context():
        return _revision() != newest()


def upgrade_apart(app: Flask) -> None:
    """Run the missing migrations in a process of their own, so that Alembic leaves no memory behind."""
    if missing(app):
        subprocess.run([sys.executable, "-m", "server.cli", "migrate"], cwd=FOLDER.parent.parent, check=True)


def upgrade(app: Flask) -> None:
    """Run the missing migrations, if any."""
    if not missing(app):
        return
    with app.app_context():
        import flask_migrate  # type: ignore[import-untyped]

        flask_migrate.Migrate(app, db, directory=str(FOLDER))
        flask_migrate.upgrade(directory=str(FOLDER))


def _revision() -> str | None:
    with db.engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        return str(connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar())
