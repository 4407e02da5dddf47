"""Group commit for SQLite, which has one writer: whoever waits joins the transaction that is open.

A commit costs a flush to the disk, a hundred microseconds on a fast one and ten milliseconds on a slow
one. When several threads want to write, each does its part in the same transaction and the last one in
line commits for all. Nobody returns before that commit, so what was acknowledged is on the disk; a part
that fails is undone alone. (PostgreSQL groups its commits by itself.)
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine

MEMBERS = 32


class Batch:
    """One transaction and who waits for its commit."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.transaction = connection.begin()
        self.members = 0
        self.ended = threading.Event()
        self.error: BaseException | None = None

    def run(self, statement: str) -> None:
        """Run a statement about savepoints."""
        self.connection.connection.cursor().execute(statement)

    def commit(self) -> None:
        """End the transaction well, or remember for everybody why not."""
        try:
            self.transaction.commit()
        except BaseException as error:  # whatever it is, all who wait must hear of it
            self.error = error
            self.connection.invalidate()  # a failed commit leaves the transaction open; closing ends it
        self._end()

    def undo(self, error: BaseException) -> None:
        """End the transaction as if it had not been."""
        self.error = error
        try:
            self.transaction.rollback()
        finally:
            self._end()

    def _end(self) -> None:
        try:
            self.connection.close()
        finally:
            self.ended.set()


class Writer:
    """Lets the threads of this process write one after the other; other processes wait at SQLite's lock."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._turn = threading.Lock()
        self._counting = threading.Lock()
        self._waiting = 0
        self._open: Batch | None = None

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """All or nothing for what happens in the block; when it ends, it is committed.

        Raises whatever the commit raised, in each thread whose part it was to save.
        """
        batch = self._enter()
        first = batch.members == 0
        batch.members += 1
        try:
            if not first:
                batch.run("SAVEPOINT part")
            yield batch.connection
            if not first:
                batch.run("RELEASE part")
        except BaseException as error:
            self._take_back(batch, first, error)
            raise
        self._leave(batch)
        batch.ended.wait()
        if batch.error is not None:
            raise batch.error

    def _enter(self) -> Batch:
        with self._counting:
            self._waiting += 1
        self._turn.acquire()
        with self._counting:
            self._waiting -= 1
        if self._open is None:
            try:
                self._open = _begun(self._engine)
            except BaseException:
                self._turn.release()
                raise
        return self._open

    def _leave(self, batch: Batch) -> None:
        # Who counts as waiting is bound to take the turn next and to find the batch open.
        try:
            if self._waiting == 0 or batch.members >= MEMBERS:
                self._open = None
                batch.commit()
        finally:
            self._turn.release()

    def _take_back(self, batch: Batch, first: bool, error: BaseException) -> None:
        if not first:
            try:
                batch.run("ROLLBACK TO part")
                batch.run("RELEASE part")
            except BaseException as worse:  # SQLite has ended the transaction: nobody's part is left
                error = worse
            else:
                self._leave(batch)
                return
        self._open = None
        try:
            batch.undo(error)
        finally:
            self._turn.release()


def _begun(engine: Engine) -> Batch:
    connection = engine.connect()
    try:
        return Batch(connection)
    except BaseException:
        connection.close()
        raise
