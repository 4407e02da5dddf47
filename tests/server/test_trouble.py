"""A database that is locked, restarted or gone: patience is asked for, and afterwards all is well."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import create_engine, text

from server.config import Config
from tests.server.device import Device, envelope


@contextmanager
def held(url: str) -> Iterator[None]:
    """Another process holds the lock that a writer needs."""
    if url.startswith("sqlite"):
        other = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")
        other.close()
    else:
        engine = create_engine(url)
        with engine.begin() as connection:
            connection.execute(text("SELECT id FROM account FOR UPDATE"))
            yield
        engine.dispose()


def test_a_lock_that_is_held_too_long_is_busy_and_the_commit_can_be_repeated(
    make_app: Callable[..., Flask], settings: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    """503 with Retry-After; the same bytes are accepted once the lock is free. Reading goes on meanwhile."""
    monkeypatch.setattr("server.db.BUSY_S", 1)
    device = Device(make_app().test_client())
    device.register()
    body = device.commit({bytes(16): envelope()})

    with held(settings.database_url):
        busy = device.post(body)
        assert device.send("GET", "/v1/log").status_code == 200

    assert (busy.status_code, busy.get_json()["code"], busy.headers["Retry-After"]) == (503, "busy", "1")
    assert device.post(body).get_json()["n"] == 2


def test_a_database_server_that_restarts_is_found_again(
    make_app: Callable[..., Flask], postgres_url: str
) -> None:
    """Connections that were cut are given up after one failure each, on every kind of access."""
    device = Device(make_app(database_url=postgres_url).test_client())
    device.register()
    device.put(envelope())
    engine = create_engine(postgres_url, isolation_level="AUTOCOMMIT")
    cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"

    start = {"login": "mara", "kind": "passphrase", "action": 1}
    asking = {
        "a single read": lambda: device.send("GET", "/v1/account"),
        "a page": lambda: device.send("GET", "/v1/log?bodies=1"),
        "a transaction": lambda: device.client.post("/v1/login/start", json=start),
    }
    for name, ask in asking.items():
        assert [ask().status_code for _ in range(3)] == [200] * 3
        with engine.connect() as connection:
            connection.execute(text(f"{cut} AND datname = current_database()"))
        statuses = [ask().status_code for _ in range(20)]
        assert set(statuses) <= {200, 503}, name
        assert statuses[-1] == 200, name
    engine.dispose()


def test_a_database_that_is_not_there_is_busy(
    make_app: Callable[..., Flask], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server keeps running and says so."""
    app = make_app()
    app.extensions["selfward.db"].engine.dispose()

    def gone(*_: object, **__: object) -> None:
        raise app.extensions["selfward.db"].trouble("gone")

    monkeypatch.setattr(app.extensions["selfward.db"].engine.pool, "connect", gone)
    response = app.test_client().get("/v1/health")

    assert (response.status_code, response.get_json()["code"]) == (503, "busy")
