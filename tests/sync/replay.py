"""Steps of a round played from a vector: what a device knows, what the server answers, what comes of it.

The twin is pwa/tests/sync/replay.ts. Bytes are lower-case hex.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import Any

from crypto.keys import epoch_keys
from sync.append import append
from sync.calls import STREAM, Effect, Request, Response, Stopped
from sync.commits import read
from sync.device import Device, Diverged
from sync.pull import pull
from sync.reconcile import reconcile
from sync.settle import Findings
from sync.store import Changes, MemoryStore, SignedHead, StoredObject

Given = Mapping[str, Any]


def device_of(given: Given) -> Device:
    """A device with these roots, and the floor, rows and objects that are given."""
    keys = {epoch: epoch_keys(bytes.fromhex(root)) for epoch, root in enumerate(given["roots"], start=1)}
    store = MemoryStore()
    if "floor" in given:
        store.commit(Changes(floor=SignedHead.unpack(bytes.fromhex(given["floor"]))))
    store.commit(
        Changes(
            rows=_buckets(given.get("rows", "")), objects=[_dirty(one) for one in given.get("objects", [])]
        )
    )
    return Device(store, bytes.fromhex(given["log_id"]), keys, lambda n: bytes(n))


def replay_pull(given: Given) -> dict[str, Any]:
    """P1-P6 with the given answers."""
    device = device_of(given)
    return _outcome(device, pull(device), given)


def replay_reconcile(given: Given) -> dict[str, Any]:
    """R1, R2 with the given answers."""
    device = device_of(given)
    return _outcome(device, reconcile(device, 0, None), given)


def replay_commit(given: Given) -> dict[str, Any]:
    """A1-A3: the commit that the device would send first, the signature left out."""
    device = device_of(given)
    sending = append(device, Findings())
    request = next(sending)
    assert isinstance(request, Request)
    commit = read(request.body)
    device.verify(commit.signed)
    return {"head": commit.signed.head.encode().hex(), "ids": [one.hex() for one in commit.envelopes]}


def _outcome(device: Device, step: Generator[Effect, Response | None, None], given: Given) -> dict[str, Any]:
    end = "done"
    answers = iter(given["answers"])
    try:
        effect = next(step)
        while True:
            assert isinstance(effect, Request)
            effect = step.send(_response(next(answers)))
    except StopIteration:
        pass
    except Diverged as diverged:
        end = f"diverged {diverged.reason}"
    except Stopped as stopped:
        end = str(stopped)
    floor = device.store.floor()
    return {
        "end": end,
        "n": 0 if floor is None else floor.n,
        "root": "" if floor is None else device.rows().root.hex(),
        "behind": sorted(one.id.hex() for one in device.store.arrivals()),
    }


def _response(answer: str | int) -> Response:
    if isinstance(answer, int):
        return Response(answer, {}, b"")
    return Response(200, {"content-type": STREAM}, bytes.fromhex(answer))


def _buckets(packed: str) -> dict[int, bytes]:
    rows = bytes.fromhex(packed)
    buckets: dict[int, bytes] = {}
    for at in range(0, len(rows), 49):
        row = rows[at : at + 49]
        buckets[row[1]] = buckets.get(row[1], b"") + row
    return buckets


def _dirty(one: Given) -> StoredObject:
    return StoredObject(bytes.fromhex(one["id"]), one["form"], bytes.fromhex(one["local"]), None, False, 1, 1)


OPERATIONS = {
    "sync.session.pull": replay_pull,
    "sync.session.reconcile": replay_reconcile,
    "sync.session.commit": replay_commit,
}
