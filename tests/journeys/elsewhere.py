"""The same journal on another device, which the reference client plays."""

from __future__ import annotations

import os
import time
from collections.abc import Callable

from sync import record
from sync.client import Client
from sync.device import Device
from sync.record import Record
from sync.state import RECORD
from sync.store import Changes, MemoryStore, StoredObject
from sync.transport import HttpTransport

Rewrite = Callable[[Record], Record | None]
"""A record as it was and as it is to be; None where it is left alone."""

Noted = tuple[bytes, str, dict[str, object], int]
"""Id, type, members of `f` and when it was noted (ms)."""

TAG = "second"


def _signed_in(origin: str, login: str, secret: str) -> tuple[Client, MemoryStore, Device, int]:
    """A device of its own that holds everything the server has, and the newest epoch."""
    transport = HttpTransport(origin)
    client = Client(origin, transport, os.urandom)
    membership = client.login(login, secret)
    transport.token = membership.session.token
    store = MemoryStore()
    device = membership.device(store, os.urandom)
    assert client.sync(device, asked=True).state == "up_to_date"
    return client, store, device, max(membership.roots)


def rewrite(origin: str, login: str, secret: str, change: Rewrite) -> int:
    """Sign in, fetch, rewrite what `change` says, send. Returns how many records were rewritten."""
    client, store, device, epoch = _signed_in(origin, login, secret)
    written = []
    for one in store.scan(b"", 1000):
        value = change(device.open(one.id, one.local))
        if value is not None:
            local = device.seal(one.id, value, epoch)
            written.append(StoredObject(one.id, RECORD, local, one.base, False, one.lv + 1, one.rev + 1))
    store.commit(Changes(objects=written))
    assert client.sync(device, asked=True).state == "up_to_date"
    return len(written)


def sealed(origin: str, login: str, secret: str, change: Rewrite) -> dict[bytes, bytes]:
    """Sign in and fetch; the envelopes of the records that `change` makes, sent to nobody."""
    _client, store, device, epoch = _signed_in(origin, login, secret)
    made = {one.id: change(device.open(one.id, one.local)) for one in store.scan(b"", 1000)}
    return {name: device.seal(name, value, epoch) for name, value in made.items() if value is not None}


def add(origin: str, login: str, secret: str, notes: list[Noted]) -> None:
    """Sign in and send records nobody knows yet."""
    client, store, device, epoch = _signed_in(origin, login, secret)
    written = []
    for object_id, kind, f, made_ms in notes:
        value = record.make(object_id, kind, {"made_ms": made_ms, **f}, made_ms, TAG)
        local = device.seal(object_id, value, epoch)
        written.append(StoredObject(object_id, RECORD, local, None, False, 1, 1))
    store.commit(Changes(objects=written))
    assert client.sync(device, asked=True).state == "up_to_date"


def with_fields(value: Record, **fields: object) -> Record:
    """The next version of a record, with these fields in the place of its own."""
    return record.change(value, {"f": {**value["f"], **fields}}, _now_ms(), TAG, True)


def deleted(value: Record) -> Record:
    """The next version of a record: gone."""
    return record.tombstone(value, _now_ms(), TAG, True)


def with_last_line(value: Record, text: str) -> Record:
    """The next version of a page, with another last line."""
    blocks = value["f"]["b"]
    last = max(blocks, key=lambda name: blocks[name]["o"])
    return with_fields(value, b={**blocks, last: {**blocks[last], "t": text}})


def _now_ms() -> int:
    return int(time.time() * 1000)
