"""What a device keeps: the store port, and a store in memory (SPEC §8.5, "what a device stores").

A store holds sealed bytes only and never looks into them. Everything a step changes goes through one
`commit`, which happens whole or not at all; nothing is opened, sealed or sent while it runs. Readers
that write back what they read do so under the object's `rev`: a commit that meets another `rev` than
it expects changes nothing and raises StaleError, and its maker reads again.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from sync.state import BLOB, Head


class StoreError(Exception):
    """The store did not do what it was asked."""


class StaleError(StoreError):
    """Somebody else has changed one of these objects since it was read; nothing was written."""

    def __init__(self, ids: Sequence[bytes]) -> None:
        super().__init__(f"{len(ids)} changed since they were read")
        self.ids = tuple(ids)


class FullError(StoreError):
    """The device has no room; nothing was written."""


@dataclass(frozen=True, slots=True)
class SignedHead:
    """A head whose signature (64 bytes) this device has verified or made."""

    head: Head
    sig: bytes

    @property
    def n(self) -> int:
        """The head's number."""
        return self.head.n

    @property
    def id(self) -> bytes:
        """The head's id, 32 bytes."""
        return self.head.id

    def pack(self) -> bytes:
        """Head and signature, 160 bytes."""
        return self.head.encode() + self.sig

    @staticmethod
    def unpack(packed: bytes) -> "SignedHead":
        """The head and signature in 160 bytes. Raises FormatError."""
        return SignedHead(Head.decode(packed[:96]), packed[96:])


@dataclass(frozen=True, slots=True)
class StoredObject:
    """One object as this device has it.

    id: 16 bytes. form: 1 record, 2 blob part, 0 void. local: its present envelope, empty for a void.
    base: the envelope last agreed with the server, None if there is none. left: this exact local
    version has been in a commit attempt or a file, or came from outside. lv: counts changes of what
    is written here, for tabs (SPEC §9.9). rev: counts writes of this row; a commit stores rev r only
    over r-1 (1: only where nothing is).
    """

    id: bytes
    form: int
    local: bytes
    base: bytes | None
    left: bool
    lv: int
    rev: int

    @property
    def dirty(self) -> bool:
        """Whether the server has yet to hear of this version."""
        return self.local != self.base


@dataclass(frozen=True, slots=True)
class Arrival:
    """A row of the server that this device has not taken in yet: its object is *behind*.

    order: place in the pull, higher is newer. size: of the envelope, a hint. trusted: whether `base`
    counts in a merge (False after a reconcile, SPEC §8.7). body: the envelope if it has come.
    """

    id: bytes
    order: int
    size: int
    trusted: bool
    body: bytes | None


@dataclass(frozen=True, slots=True)
class Changes:
    """One step. Members left out keep what is there.

    forget: first drop floor, rows, inflight and arrivals (the server's side of things). inflight: the
    whole stream of an unanswered commit, empty to drop it. rows: bucket -> packed rows. objects: rows
    to write. removed: object id -> the rev it must have. arrivals, arrived: to add, and ids to drop.
    named: rows by name (1-64 ASCII characters), None drops one.
    """

    forget: bool = False
    floor: SignedHead | None = None
    inflight: bytes | None = None
    rows: Mapping[int, bytes] = field(default_factory=dict)
    objects: Sequence[StoredObject] = ()
    removed: Mapping[bytes, int] = field(default_factory=dict)
    arrivals: Sequence[Arrival] = ()
    arrived: Sequence[bytes] = ()
    named: Mapping[str, bytes | None] = field(default_factory=dict)

    @property
    def empty(self) -> bool:
        """Whether there is nothing to do."""
        kept = self.floor is None and self.inflight is None and not self.forget
        lists = (self.rows, self.objects, self.removed, self.arrivals, self.arrived, self.named)
        return kept and not any(lists)


class Store(Protocol):
    """The port. Every read sees whole commits only."""

    def floor(self) -> SignedHead | None:
        """The newest verified head, None before the first complete pull."""

    def inflight(self) -> bytes:
        """The stream of the one unanswered commit, empty if there is none."""

    def rows(self) -> dict[int, bytes]:
        """The state of the floor: bucket -> packed rows, buckets without rows left out."""

    def objects(self, ids: Sequence[bytes]) -> list[StoredObject | None]:
        """The objects in the order asked, None where there is none."""

    def scan(self, after: bytes, limit: int) -> list[StoredObject]:
        """Up to `limit` objects in the store's own order, after this id (empty: from the start)."""

    def dirty(self) -> list[bytes]:
        """Ids of the dirty objects, blob parts before all others."""

    def arrivals(self) -> list[Arrival]:
        """Everything that is behind, in no particular order."""

    def named(self, name: str) -> bytes | None:
        """The row of this name."""

    def names(self) -> list[str]:
        """The names of all named rows, sorted."""

    def commit(self, changes: Changes) -> None:
        """Make all changes, durably, or none. Raises StaleError or FullError."""

    def erase(self) -> None:
        """Remove everything."""

    def close(self) -> None:
        """Let go of the storage. The store must not be used afterwards."""


def blobs_first(dirty: Iterable[StoredObject]) -> list[bytes]:
    """Ids of these objects in the order of `Store.dirty`."""
    return [one.id for one in sorted(dirty, key=lambda one: (one.form != BLOB, one.id))]


class MemoryStore:
    """The port in memory, for tests and for looking at a server without keeping anything."""

    _floor: SignedHead | None
    _inflight: bytes
    _rows: dict[int, bytes]
    _arrivals: dict[bytes, Arrival]

    def __init__(self) -> None:
        self._objects: dict[bytes, StoredObject] = {}
        self._named: dict[str, bytes] = {}
        self._forget()

    def erase(self) -> None:
        self._objects.clear()
        self._named.clear()
        self._forget()

    def floor(self) -> SignedHead | None:
        return self._floor

    def inflight(self) -> bytes:
        return self._inflight

    def rows(self) -> dict[int, bytes]:
        return dict(self._rows)

    def objects(self, ids: Sequence[bytes]) -> list[StoredObject | None]:
        return [self._objects.get(one) for one in ids]

    def scan(self, after: bytes, limit: int) -> list[StoredObject]:
        ids = sorted(one for one in self._objects if one > after)[:limit]
        return [self._objects[one] for one in ids]

    def dirty(self) -> list[bytes]:
        return blobs_first(one for one in self._objects.values() if one.dirty)

    def arrivals(self) -> list[Arrival]:
        return list(self._arrivals.values())

    def named(self, name: str) -> bytes | None:
        return self._named.get(name)

    def names(self) -> list[str]:
        return sorted(self._named)

    def commit(self, changes: Changes) -> None:
        stale = [one.id for one in changes.objects if self._rev(one.id) != one.rev - 1]
        stale += [one for one, rev in changes.removed.items() if self._rev(one) != rev]
        if stale:
            raise StaleError(stale)
        if changes.forget:
            self._forget()
        if changes.floor is not None:
            self._floor = changes.floor
        if changes.inflight is not None:
            self._inflight = changes.inflight
        self._rows.update(changes.rows)
        for one in changes.removed:
            del self._objects[one]
        self._objects.update((one.id, one) for one in changes.objects)
        for arrived in changes.arrived:
            self._arrivals.pop(arrived, None)
        self._arrivals.update((one.id, one) for one in changes.arrivals)
        for name, row in changes.named.items():
            self._named.pop(name, None)
            if row is not None:
                self._named[name] = row

    def close(self) -> None:
        pass

    def _forget(self) -> None:
        self._floor = None
        self._inflight = b""
        self._rows = {}
        self._arrivals = {}

    def _rev(self, object_id: bytes) -> int:
        found = self._objects.get(object_id)
        return 0 if found is None else found.rev
