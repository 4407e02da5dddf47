"""Housekeeping: what has expired goes, every hour. The database is the queue; a lease makes several
processes safe, so that only one of them does the work."""

from __future__ import annotations

import secrets
from typing import Any

from flask import Flask
from sqlalchemy import BigInteger, Connection, String, insert, update
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Mapped, mapped_column

from server import limits
from server.accounts import proofs, service, sessions
from server.accounts.sessions import DAY_S
from server.config import now_s
from server.db import Base, transaction

EVERY_S = 3600
LEASE_S = 600


class Lease(Base):
    """Who does a job at the moment, and until when nobody else may begin it."""

    __tablename__ = "lease"

    name: Mapped[str] = mapped_column(String(32), primary_key=True)
    holder: Mapped[str] = mapped_column(String(32))
    until_s: Mapped[int] = mapped_column(BigInteger)


def start(app: Flask) -> Any:
    """Run housekeeping every hour in a thread of this process, until the process ends; the scheduler."""
    from apscheduler.schedulers.background import BackgroundScheduler  # type: ignore[import-untyped]

    def job() -> None:
        with app.app_context():
            housekeeping()

    scheduler = BackgroundScheduler(daemon=True, timezone="UTC")
    scheduler.add_job(job, "interval", seconds=EVERY_S, jitter=300, coalesce=True, max_instances=1)
    scheduler.start()
    return scheduler


def housekeeping() -> dict[str, int]:
    """Remove what has expired: nonces, idle sessions, full rate buckets, objects of deleted accounts.

    Returns how many of each; nothing when another process holds the lease.
    """
    if not _leased("housekeeping"):
        return {}
    at_s = now_s()
    with transaction() as connection:
        done = {
            "nonces": proofs.forget_expired(connection, at_s),
            "sessions": sessions.end_idle(connection, at_s // DAY_S),
            "rates": limits.forget_full(connection, at_s),
        }
        orphans = service.orphans(connection)
    for account in orphans:
        more = True
        while more:
            with transaction() as connection:
                more = service.erase_objects(connection, account)
    return {**done, "erased_accounts": len(orphans)}


def _leased(name: str) -> bool:
    holder, at_s = secrets.token_hex(8), now_s()
    try:
        with transaction() as connection:
            return _take(connection, name, holder, at_s)
    except (IntegrityError, OperationalError):
        return False


def _take(connection: Connection, name: str, holder: str, at_s: int) -> bool:
    free = update(Lease).where(Lease.name == name, Lease.until_s <= at_s)
    if connection.execute(free.values(holder=holder, until_s=at_s + LEASE_S)).rowcount:
        return True
    if connection.execute(update(Lease).where(Lease.name == name).values(name=name)).rowcount:
        return False
    connection.execute(insert(Lease).values(name=name, holder=holder, until_s=at_s + LEASE_S))
    return True
