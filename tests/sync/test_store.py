"""Device stores: one contract, played on every one of them, and what only files can show."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import OperationalError

from sync.sqlstore import SqlStore
from sync.store import Changes, FullError, MemoryStore, StaleError, Store, StoredObject
from tests.sync.operations import cases
from tests.sync.script import run_script

SCRIPTS = [pytest.param(case, id=name) for name, _, case in cases("store")]


def one(rev: int = 1, local: bytes = b"sealed") -> StoredObject:
    """A dirty record."""
    return StoredObject(bytes(16), 1, local, None, False, rev, rev)


@pytest.mark.parametrize("case", SCRIPTS)
def test_memory_store_keeps_the_contract(case: dict[str, Any]) -> None:
    """The store in memory plays every script."""
    store = MemoryStore()
    assert run_script(lambda: store, case["input"]["steps"]) == case["expect"]


@pytest.mark.parametrize("case", SCRIPTS)
def test_sqlite_store_keeps_the_contract(case: dict[str, Any], tmp_path: Path) -> None:
    """A SQLite file plays every script."""
    url = f"sqlite:///{tmp_path / 'device.db'}"
    assert run_script(lambda: SqlStore(url), case["input"]["steps"]) == case["expect"]


@pytest.mark.postgres
@pytest.mark.parametrize("case", SCRIPTS)
def test_postgresql_store_keeps_the_contract(case: dict[str, Any], postgres_url: str) -> None:
    """A PostgreSQL database plays every script."""
    assert run_script(lambda: SqlStore(postgres_url), case["input"]["steps"]) == case["expect"]


def two_stores_race(open_store: Callable[[], Store]) -> None:
    """Two connections write over the same version; exactly one may."""
    first, second = open_store(), open_store()
    first.commit(Changes(objects=[one()]))
    assert second.objects([bytes(16)]) == [one()]

    second.commit(Changes(objects=[one(2, b"second")]))
    with pytest.raises(StaleError):
        first.commit(Changes(objects=[one(2, b"first")]))

    assert first.objects([bytes(16)]) == [one(2, b"second")]
    first.close()
    second.close()


def test_two_sqlite_connections_cannot_overwrite_each_other(tmp_path: Path) -> None:
    """Two processes of one device meet as stale, not as lost writes."""
    two_stores_race(lambda: SqlStore(f"sqlite:///{tmp_path / 'device.db'}"))


@pytest.mark.postgres
def test_two_postgresql_connections_cannot_overwrite_each_other(postgres_url: str) -> None:
    """The same on PostgreSQL."""
    two_stores_race(lambda: SqlStore(postgres_url))


def test_sqlite_flushes_every_commit_to_disk(tmp_path: Path) -> None:
    """Write-ahead log and full synchronisation are on for every connection."""
    store = SqlStore(f"sqlite:///{tmp_path / 'device.db'}")
    with store._engine.connect() as connection:
        assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"
        assert connection.execute(text("PRAGMA synchronous")).scalar() == 2
    store.close()


def test_a_commit_that_fails_half_way_leaves_nothing(tmp_path: Path) -> None:
    """A statement that breaks in the middle takes the earlier ones with it."""
    store = SqlStore(f"sqlite:///{tmp_path / 'device.db'}")
    store.commit(Changes(inflight=b"before"))

    @event.listens_for(store._engine, "before_cursor_execute")
    def break_named(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if "device_named" in statement:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        store.commit(Changes(inflight=b"after", objects=[one()], named={"n": b"1"}))
    event.remove(store._engine, "before_cursor_execute", break_named)

    assert store.inflight() == b"before"
    assert store.objects([bytes(16)]) == [None]
    store.close()


def test_a_full_disk_is_told_as_full(tmp_path: Path) -> None:
    """When SQLite may not grow, the commit raises FullError and changes nothing."""
    store = SqlStore(f"sqlite:///{tmp_path / 'device.db'}")
    with store._engine.connect() as connection:
        pages = connection.execute(text("PRAGMA page_count")).scalar()
    limit = f"PRAGMA max_page_count = {pages}"
    event.listen(store._engine, "begin", lambda connection: connection.exec_driver_sql(limit))

    with pytest.raises(FullError):
        store.commit(Changes(objects=[one(local=bytes(2**20))]))

    assert store.objects([bytes(16)]) == [None]
    store.close()


def test_other_database_trouble_is_not_called_full(tmp_path: Path) -> None:
    """Only a full disk is a full disk."""
    store = SqlStore(f"sqlite:///{tmp_path / 'device.db'}")
    with store._engine.begin() as connection:
        connection.execute(text("DROP TABLE device_named"))

    with pytest.raises(OperationalError):
        store.commit(Changes(named={"n": b"1"}))
    store.close()
