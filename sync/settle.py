"""Settle: fetch what is behind and bring it together with what was written here (SPEC §8.5, P7-P9)."""

from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace

from crypto.encoding import encode
from crypto.errors import CryptoError, UnsupportedError
from sync import notice
from sync.bodies import fetch_bodies
from sync.calls import Changed, Effect, Response
from sync.device import Device
from sync.errors import UnmergeableError
from sync.merge import merge
from sync.record import Record, ver
from sync.state import RECORD, VOID, BucketedRows
from sync.store import Arrival, Changes, StoredObject

FIRST_CHUNK = 64
CHUNK = 512
CHUNK_BYTES = 4 * 2**20


@dataclass
class Findings:
    """Ids of objects that stay behind, by cause (SPEC §8.8).

    missing: listed, but not delivered as listed. unreadable: does not open or is no record. newer:
    written by a newer app. unmerged: the merge would not fit into one record (M9).
    """

    missing: set[bytes] = field(default_factory=set)
    unreadable: set[bytes] = field(default_factory=set)
    newer: set[bytes] = field(default_factory=set)
    unmerged: set[bytes] = field(default_factory=set)

    def add(self, other: "Findings") -> None:
        """Take in what another part of the same pass found."""
        for one in fields(self):
            getattr(self, one.name).update(getattr(other, one.name))

    def replace(self, other: "Findings") -> None:
        """Become what a later pass found."""
        for one in fields(self):
            getattr(self, one.name).clear()
        self.add(other)


def settle(device: Device) -> Generator[Effect, Response | None, Findings]:
    """Take in everything that is behind, newest first, in chunks that are stored one by one.

    Blob parts are taken in when their body is at hand and otherwise left for when they are wanted.
    Yields Changed after each chunk. Returns what stays behind and why. Raises Stopped.
    """
    findings = Findings()
    waiting = device.store.arrivals()
    if not waiting:
        return findings
    rows, epoch = device.rows(), device.floor().head.epoch
    for arrivals in _chunks(waiting):
        bodies = {one.id: one.body for one in arrivals if one.body is not None}
        wanted = {}
        for one in arrivals:
            row = rows.get(one.id)
            if row is not None and row[0] == RECORD and one.id not in bodies:
                wanted[one.id] = row
        bodies |= yield from fetch_bodies(wanted, epoch)
        chunk = _Chunk(device, rows, epoch, arrivals, bodies)
        device.write(chunk.changes)
        findings.add(chunk.findings)
        if chunk.records:
            yield Changed(chunk.records)
    return findings


def _chunks(arrivals: list[Arrival]) -> Iterator[list[Arrival]]:
    limit, size, chunk = FIRST_CHUNK, 0, list[Arrival]()
    for one in sorted(arrivals, key=lambda one: one.order, reverse=True):
        if chunk and (len(chunk) == limit or size + one.size > CHUNK_BYTES):
            yield chunk
            limit, size, chunk = CHUNK, 0, []
        chunk.append(one)
        size += one.size
    if chunk:
        yield chunk


class _Chunk:
    """P8 and P9 for some arrivals; `changes` may be asked again when another tab wrote meanwhile."""

    def __init__(
        self,
        device: Device,
        rows: BucketedRows,
        epoch: int,
        arrivals: list[Arrival],
        bodies: Mapping[bytes, bytes],
    ) -> None:
        self._device = device
        self._rows = rows
        self._epoch = epoch
        self._arrivals = arrivals
        self._bodies = bodies

    def changes(self) -> Changes:
        """Work out what to store; afterwards `records` and `findings` say what it amounts to."""
        self.records: dict[bytes, Record | None] = {}
        self.findings = Findings()
        self._objects: list[StoredObject] = []
        self._removed: dict[bytes, int] = {}
        self._kept: list[Arrival] = []
        self._arrived: list[bytes] = []
        self._again = self._merged = 0
        found = self._device.store.objects([one.id for one in self._arrivals])
        for arrival, stored in zip(self._arrivals, found, strict=True):
            self._take(arrival, stored)
        return Changes(
            objects=self._objects,
            removed=self._removed,
            arrivals=self._kept,
            arrived=self._arrived,
            named=self._notice(),
        )

    def _take(self, arrival: Arrival, found: StoredObject | None) -> None:
        row = self._rows.get(arrival.id)
        body = self._bodies.get(arrival.id)
        if row is None or row[0] == VOID:
            self._void(arrival, found)
        elif body is None:
            if row[0] == RECORD:
                self.findings.missing.add(arrival.id)
        elif found is not None and found.dirty and (row[0] != RECORD or found.form == VOID):
            # A part never changes and a void has nothing to merge: what is here goes out again.
            self._store(arrival, _based(found, body))
        elif row[0] != RECORD:
            self._store(arrival, _theirs(arrival, row[0], body, found))
        else:
            self._record(arrival, body, found)

    def _void(self, arrival: Arrival, found: StoredObject | None) -> None:
        self._arrived.append(arrival.id)
        if found is None:
            return
        if found.dirty and found.form != VOID:
            self._objects.append(_based(found, None))
        else:
            self._removed[found.id] = found.rev
            self.records[found.id] = None

    def _record(self, arrival: Arrival, body: bytes, found: StoredObject | None) -> None:
        try:
            theirs = self._device.open(arrival.id, body)
            if found is None or not found.dirty:
                return self._adopt(arrival, body, found, theirs)
            mine = self._device.open(arrival.id, found.local)
            merged = merge(theirs, mine, self._base(found), arrival.trusted)
        except UnsupportedError:
            self._keep(arrival, body, self.findings.newer)
        except CryptoError:
            self._keep(arrival, body, self.findings.unreadable)
        except UnmergeableError:
            self._keep(arrival, body, self.findings.unmerged)
        else:
            self._combine(arrival, body, found, theirs, mine, merged)

    def _combine(
        self, arrival: Arrival, body: bytes, found: StoredObject, theirs: Record, mine: Record, merged: Record
    ) -> None:
        if ver(merged) == ver(theirs):
            self._adopt(arrival, body, found, theirs)
        elif encode(merged) == encode(mine):
            self._again += not arrival.trusted and found.base is None
            self._store(arrival, _based(found, body))
        else:
            self._merged += not arrival.trusted
            local = self._device.seal(arrival.id, merged, self._epoch)
            now = replace(_based(found, body), local=local, left=False, lv=found.lv + 1)
            self._store(arrival, now)
            self.records[arrival.id] = merged

    def _adopt(self, arrival: Arrival, body: bytes, found: StoredObject | None, theirs: Record) -> None:
        self._store(arrival, _theirs(arrival, RECORD, body, found))
        self.records[arrival.id] = theirs

    def _base(self, found: StoredObject) -> Record | None:
        # A base that cannot be read merges like none: more is kept twice, nothing is lost.
        try:
            return None if found.base is None else self._device.open(found.id, found.base)
        except CryptoError:
            return None

    def _store(self, arrival: Arrival, now: StoredObject) -> None:
        self._objects.append(now)
        self._arrived.append(arrival.id)

    def _keep(self, arrival: Arrival, body: bytes, cause: set[bytes]) -> None:
        cause.add(arrival.id)
        if arrival.body is None:
            self._kept.append(replace(arrival, body=body))

    def _notice(self) -> dict[str, bytes | None]:
        healed = notice.load(self._device.store)
        if healed is None or healed.read or not (self._again or self._merged):
            return {}
        again, merged = healed.again + self._again, healed.merged + self._merged
        return {notice.ROW: replace(healed, again=again, merged=merged).pack()}


def _theirs(arrival: Arrival, form: int, body: bytes, found: StoredObject | None) -> StoredObject:
    lv, rev = (0, 0) if found is None else (found.lv, found.rev)
    return StoredObject(arrival.id, form, body, body, True, lv + 1, rev + 1)


def _based(found: StoredObject, base: bytes | None) -> StoredObject:
    return replace(found, base=base, rev=found.rev + 1)
