"""Reconcile: take the server's state as it is and bring everything written here to it (SPEC §8.7).

Also how a fresh device joins: it has no floor and nothing to lose.
"""

from collections.abc import Generator
from dataclasses import replace
from hashlib import sha256

from sync import notice
from sync.calls import Effect, Response, refused
from sync.connect import every
from sync.device import Device
from sync.notice import Healed
from sync.pull import Pulled, is_behind, read_log
from sync.state import VOID, BucketedRows
from sync.store import Arrival, Changes, SignedHead, Store, StoredObject

DAY_S = 86_400


def too_soon(store: Store, now_s: int) -> bool:
    """Whether the last reconcile was less than 24 hours ago, by a clock that may have been moved."""
    last = notice.load(store)
    return last is not None and abs(now_s - last.at_s) < DAY_S


def reconcile(device: Device, now_s: int, expected: bytes | None) -> Generator[Effect, Response | None, None]:
    """Replace floor and rows by the server's present ones; all that differs here becomes dirty or behind.

    now_s: UTC seconds, for the notice. expected: id of a head already known to be in order; the person
    is told only when another one is found. Raises Stopped when the server's state is not of this vault.
    """
    pulled = yield from read_log(0, chain=False, bodies=False)
    if pulled is None or len(pulled.heads) != 1:
        raise refused("structure")
    newest = pulled.heads[0]
    if newest.head.log_id != device.log_id:
        raise refused("log")
    device.verify(newest)
    rows = BucketedRows()
    rows.apply(pulled.rows.values())
    if rows.root != newest.head.root:
        raise refused("root")
    floor = device.store.floor()
    if newest.head.epoch < (max(device.keys) if floor is None else floor.head.epoch):
        raise refused("epoch")
    after = None
    if floor is not None and newest.id != expected:
        after = min(newest.n, floor.n - 1)
    device.write(lambda: _changes(device.store, pulled, newest, rows, now_s, after))
    device.remember(newest, rows)


def _changes(
    store: Store, pulled: Pulled, newest: SignedHead, rows: BucketedRows, now_s: int, after: int | None
) -> Changes:
    """R2, and the notice of R5 if commit `after` is where the paths may have parted."""
    objects: list[StoredObject] = []
    removed: dict[bytes, int] = {}
    settled: set[bytes] = set()
    again = 0
    for one in every(store):
        row = rows.get(one.id)
        if one.form == VOID and (row is None or row[0] == VOID):
            removed[one.id] = one.rev
            continue
        now = _compared(one, row)
        again += not one.dirty and now.dirty and (row is None or row[0] == VOID)
        if now != one:
            objects.append(replace(now, rev=one.rev + 1))
        if row is not None and not is_behind(row, now):
            settled.add(one.id)
    arrivals = [
        Arrival(one, order, pulled.sizes[one], False, pulled.bodies.get(one))
        for order, (one, row) in enumerate(pulled.rows.items())
        if row[0] != VOID and one not in settled
    ]
    named = {} if after is None else {notice.ROW: Healed(after, again, 0, now_s).pack()}
    buckets = {i: rows.bucket(i) for i in range(256) if rows.bucket(i)}
    return Changes(
        forget=True,
        floor=newest,
        rows=buckets,
        objects=objects,
        removed=removed,
        arrivals=arrivals,
        named=named,
    )


def _compared(one: StoredObject, row: bytes | None) -> StoredObject:
    if row is None or row[0] == VOID:
        return replace(one, base=None, left=True)
    if sha256(one.local).digest() == row[17:]:
        return replace(one, base=one.local, left=True)
    # A clean version that the server does not have says nothing as a base: it is the local side itself.
    return replace(one, base=one.base if one.dirty else None, left=True)
