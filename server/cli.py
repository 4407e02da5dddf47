"""The operator's commands: `python -m server.cli stats | housekeeping | migrate`. They print counts alone."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace

from sqlalchemy import func, select

from server import create_app, migrate
from server.accounts.models import Account, LoginSession
from server.config import ConfigError, load
from server.db import transaction
from server.log.models import Object
from server.scheduler import housekeeping


def stats() -> dict[str, int]:
    """How many accounts, sessions and objects there are, and how many bytes they take."""
    with transaction() as connection:
        return {
            "accounts": connection.scalar(select(func.count()).select_from(Account)) or 0,
            "sessions": connection.scalar(select(func.count()).select_from(LoginSession)) or 0,
            "objects": connection.scalar(select(func.count()).select_from(Object)) or 0,
            "bytes": int(connection.scalar(select(func.sum(Account.bytes_used))) or 0),
        }


def main(arguments: list[str] | None = None) -> int:
    """Run one command; 0 when it worked, 2 when a setting cannot be used."""
    commands = {"stats": stats, "housekeeping": housekeeping, "migrate": dict[str, int]}
    parser = argparse.ArgumentParser(prog="python -m server.cli", description=__doc__)
    parser.add_argument("command", choices=commands)
    chosen = parser.parse_args(arguments).command
    try:
        app = create_app(replace(load(), housekeeping=False))
    except ConfigError as error:
        print(error, file=sys.stderr)
        return 2
    migrate.upgrade(app)
    with app.app_context():
        for name, count in commands[chosen]().items():
            print(f"{name} {count}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
