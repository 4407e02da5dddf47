"""Group commit: who waits joins, nobody returns before the commit, a part that fails fails alone."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, create_engine, event

from server.writer import MEMBERS, Writer


class Bench:
    """A database of numbers, a writer, and a count of its commits."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.engine: Engine = create_engine(f"sqlite:///{path}", pool_size=MEMBERS)
        event.listen(self.engine, "connect", self._prepare)
        event.listen(self.engine, "begin", lambda c: c.connection.cursor().execute("BEGIN IMMEDIATE"))
        with self.engine.connect() as connection:
            connection.exec_driver_sql("CREATE TABLE n (n INTEGER PRIMARY KEY)")
            connection.commit()
        self.writer = Writer(self.engine)
        self.commits = 0
        event.listen(self.engine, "commit", self._count)
        self.pool = ThreadPoolExecutor(MEMBERS * 2)

    @staticmethod
    def _prepare(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None
        connection.execute("PRAGMA journal_mode=WAL").fetchall()

    def _count(self, _connection: Connection) -> None:
        self.commits += 1

    def stored(self) -> list[int]:
        """What another process would see now."""
        other = sqlite3.connect(self.path)
        found = [row[0] for row in other.execute("SELECT n FROM n ORDER BY n")]
        other.close()
        return found

    def write(self, n: int, fails: bool = False) -> list[int]:
        """Store a number; what is stored when the transaction has ended."""
        with self.writer.transaction() as connection:
            connection.exec_driver_sql(f"INSERT INTO n VALUES ({n})")
            if fails:
                raise ValueError(n)
        return self.stored()

    def wait_for(self, writers: int) -> None:
        """Return when this many writers wait for their turn."""
        while self.writer._waiting < writers:
            threading.Event().wait(0.001)

    def write_together(self, numbers: list[int], failing: set[int]) -> list[Future[list[int]]]:
        """Let these writers queue behind one that holds the turn, so that they share a transaction."""
        begun, go = threading.Event(), threading.Event()

        def hold() -> list[int]:
            with self.writer.transaction() as connection:
                connection.exec_driver_sql("INSERT INTO n VALUES (0)")
                begun.set()
                go.wait()
                if 0 in failing:
                    raise ValueError(0)
            return self.stored()

        running = [self.pool.submit(hold)]
        begun.wait()
        running += [self.pool.submit(self.write, n, n in failing) for n in numbers]
        self.wait_for(len(numbers))
        go.set()
        return running


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    """An empty database."""
    made = Bench(tmp_path / "n.sqlite3")
    yield made
    made.pool.shutdown()
    made.engine.dispose()


def test_a_writer_alone_commits_at_once(bench: Bench) -> None:
    """One transaction, one commit, seen by others when it returns."""
    assert bench.write(1) == [1]
    assert bench.write(2) == [1, 2]
    assert bench.commits == 2


def test_writers_that_wait_share_one_commit(bench: Bench) -> None:
    """And each of them returns only when its number is there for everybody."""
    running = bench.write_together([1, 2, 3, 4, 5], failing=set())

    for n, done in enumerate(running):
        assert n in done.result(timeout=10)
    assert bench.stored() == [0, 1, 2, 3, 4, 5]
    assert bench.commits == 1


@pytest.mark.parametrize("failing", [{3}, {5}, {1, 2, 3, 4, 5}, {0}, {0, 3}])
def test_a_part_that_fails_is_undone_alone(bench: Bench, failing: set[int]) -> None:
    """Whichever it is: the first, one in the middle, the last, or all but one."""
    running = bench.write_together([1, 2, 3, 4, 5], failing)

    for n, done in enumerate(running):
        if n in failing:
            with pytest.raises(ValueError, match=str(n)):
                done.result(timeout=10)
        else:
            assert n in done.result(timeout=10)
    assert bench.stored() == [n for n in range(6) if n not in failing]
    assert bench.write(9)[-1] == 9


def test_a_commit_that_fails_is_everybodys_failure(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody is told that something is stored which is not; the next writer starts afresh."""

    def full(_connection: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    with monkeypatch.context() as patched:
        patched.setattr(bench.engine.dialect, "do_commit", full)
        running = bench.write_together([1, 2], failing=set())
        for done in running:
            with pytest.raises(Exception, match="disk is full"):
                done.result(timeout=10)

    assert bench.stored() == []
    assert bench.write(7) == [7]


def test_a_transaction_that_the_database_ended_is_nobodys(bench: Bench) -> None:
    """A full disk rolls everything back inside SQLite; the savepoint is gone and all hear of it."""
    begun, go = threading.Event(), threading.Event()

    def first() -> None:
        with bench.writer.transaction() as connection:
            connection.exec_driver_sql("INSERT INTO n VALUES (1)")
            begun.set()
            go.wait()

    def second() -> None:
        with bench.writer.transaction() as connection:
            connection.connection.cursor().execute("ROLLBACK")
            raise ValueError("gone")

    one = bench.pool.submit(first)
    begun.wait()
    two = bench.pool.submit(second)
    bench.wait_for(1)
    go.set()

    with pytest.raises(ValueError, match="gone"):
        two.result(timeout=10)
    with pytest.raises(sqlite3.OperationalError, match="no such savepoint"):
        one.result(timeout=10)
    assert bench.stored() == []
    assert bench.write(7) == [7]


def test_a_batch_has_an_end_however_many_wait(bench: Bench) -> None:
    """Nobody waits for more than 31 others."""
    numbers = list(range(1, MEMBERS + 6))
    running = bench.write_together(numbers, failing=set())

    for done in running:
        done.result(timeout=20)
    assert bench.stored() == [0, *numbers]
    assert bench.commits == 2


def test_a_writer_that_cannot_begin_lets_the_next_one_try(bench: Bench) -> None:
    """Another process holds the lock for too long; afterwards all is well."""
    other = sqlite3.connect(bench.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    bench.engine.dispose()
    event.listen(bench.engine, "connect", lambda c, _: c.execute("PRAGMA busy_timeout=1").fetchall())
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        bench.write(1)
    other.execute("ROLLBACK")
    other.close()

    assert bench.write(2) == [2]
    assert bench.engine.pool.checkedout() == 0
