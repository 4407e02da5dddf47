"""Housekeeping: what has expired goes, once, however many processes there are."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask
from sqlalchemy import text

from server import scheduler
from server.db import transaction
from server.scheduler import LEASE_S, housekeeping
from tests.server.conftest import Clock
from tests.server.device import Device, envelope


def count(table: str) -> int:
    """Rows of a table."""
    with transaction() as connection:
        return int(connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one())


def test_what_has_expired_is_removed_and_nothing_else(make_app: Callable[..., Flask], clock: Clock) -> None:
    """Nonces after two minutes, sessions after 180 idle days, full rate buckets."""
    app = make_app(rate_limits=True)
    device = Device(app.test_client())
    device.register()
    device.start()
    clock.pass_days(100)
    device.finish(device.proof())
    device.start()
    clock.pass_days(81)
    device.start()

    with app.app_context():
        done = housekeeping()

        assert {name: done[name] for name in ("nonces", "sessions")} == {"nonces": 2, "sessions": 1}
        assert (count("nonce"), count("session"), count("rate")) == (1, 1, 2)
    assert device.send("GET", "/v1/account").status_code == 200


def test_objects_of_an_account_that_was_half_deleted_go(device: Device, app: Flask) -> None:
    """The server stopped between removing the account and its objects."""
    other = Device(device.client, login="other")
    other.register()
    other.put(envelope())
    device.put(*(envelope() for _ in range(5)))
    with app.app_context():
        with transaction() as connection:
            connection.execute(text("DELETE FROM account WHERE login = 'mara'"))

        done = housekeeping()

        assert (done["erased_accounts"], count("object")) == (1, 1)


def test_only_one_process_does_the_work(app: Flask, clock: Clock) -> None:
    """A second one finds the lease taken, until it runs out."""
    with app.app_context():
        assert housekeeping()
        assert housekeeping() == {}
        clock.seconds += LEASE_S
        assert housekeeping()


def test_the_job_runs_every_hour(app: Flask, settings: object) -> None:
    """One job, in a thread that ends with the process."""
    started = scheduler.start(app)
    try:
        (job,) = started.get_jobs()
        assert job.trigger.interval.total_seconds() == 3600
    finally:
        started.shutdown()
