"""Devices of one person around one server, for tests of the sync round."""

from __future__ import annotations

import random as seeded
from collections.abc import Callable, Generator
from dataclasses import dataclass, field, replace
from typing import Any

from crypto.identity import public_key
from crypto.keys import epoch_keys
from sync import record
from sync.calls import Acknowledged, Changed, Effect, Request, Response, Wait
from sync.device import Device
from sync.record import Record
from sync.session import Outcome, run_round
from sync.state import EMPTY_ROOT, RECORD, Head, genesis
from sync.store import Changes, MemoryStore, SignedHead, Store, StoredObject
from tests.sync.memory_server import Log, MemoryServer

ROOT = bytes(range(32))
KEYS = {1: epoch_keys(ROOT)}
LOG_ID = bytes(range(16, 32))
NOW_S = 1_700_000_000

Transport = Callable[[Request], Response | None]


def drive(round_: Generator[Effect, Response | None, Any], transport: Transport) -> tuple[Any, list[Effect]]:
    """Run a round to its end over a transport; its result and the effects that were no requests."""
    effects: list[Effect] = []
    response: Response | None = None
    while True:
        try:
            effect = round_.send(response)
        except StopIteration as end:
            return end.value, effects
        response = transport(effect) if isinstance(effect, Request) else None
        if not isinstance(effect, Request):
            effects.append(effect)


@dataclass
class Phone:
    """One device: writes records as the journal does, and syncs."""

    world: World
    tag: str
    store: Store = field(default_factory=MemoryStore)
    clock_ms: int = NOW_S * 1000
    wrap: Callable[[Transport], Transport] = lambda transport: transport

    def __post_init__(self) -> None:
        self.device = Device(self.store, LOG_ID, KEYS, self.world.random)
        self.effects: list[Effect] = []

    def write(self, object_id: bytes, f: dict[str, Any]) -> None:
        """Store a new version of a record with these fields."""
        self._store(object_id, lambda old, left: self._next(object_id, old, f, left))

    def delete(self, object_id: bytes) -> None:
        """Store the tombstone of a record."""
        self._store(object_id, lambda old, left: record.tombstone(old or {}, self.tick(), self.tag, left))

    def read(self, object_id: bytes) -> Record | None:
        """The record as this device has it."""
        found = self.store.objects([object_id])[0]
        return None if found is None else self.device.open(object_id, found.local)

    def all(self) -> dict[bytes, Record]:
        """Every record of this device, `past` left out."""
        found = {one.id: self.device.open(one.id, one.local) for one in self.store.scan(b"", 10_000)}
        return {one: {k: v for k, v in value.items() if k != "past"} for one, value in found.items()}

    def sync(self, **options: Any) -> Outcome:
        """One round; its effects are kept in `effects`."""
        outcome, self.effects = drive(
            run_round(self.device, self.clock_ms // 1000, **options), self.wrap(self.world.transport)
        )
        assert isinstance(outcome, Outcome)
        return outcome

    def clone(self) -> Phone:
        """The same device once more, as after restoring a phone's backup."""
        store = MemoryStore()
        store.commit(
            Changes(
                floor=self.store.floor(),
                inflight=self.store.inflight(),
                rows=self.store.rows(),
                objects=[replace(one, rev=1) for one in self.store.scan(b"", 10_000)],
                arrivals=self.store.arrivals(),
            )
        )
        return Phone(self.world, self.tag, store, self.clock_ms)

    def tick(self) -> int:
        """A second passes; the time in milliseconds."""
        self.clock_ms += 1000
        return self.clock_ms

    @property
    def waits(self) -> list[float]:
        """The pauses of the last round in seconds."""
        return [one.seconds for one in self.effects if isinstance(one, Wait)]

    @property
    def changed(self) -> dict[bytes, Record | None]:
        """The records that the last round reported as changed."""
        return {k: v for one in self.effects if isinstance(one, Changed) for k, v in one.records.items()}

    @property
    def acknowledged(self) -> list[bytes]:
        """The ids that the last round reported as taken by the server."""
        return [one for effect in self.effects if isinstance(effect, Acknowledged) for one in effect.ids]

    def _next(self, object_id: bytes, old: Record | None, f: dict[str, Any], left: bool) -> Record:
        if old is None:
            return record.make(object_id, "entry", f, self.tick(), self.tag)
        return record.change(old, {"f": f}, self.tick(), self.tag, left)

    def _store(self, object_id: bytes, make: Callable[[Record | None, bool], Record]) -> None:
        old = self.store.objects([object_id])[0]
        value = make(self.read(object_id), old is not None and old.left)
        epoch = max(self.device.keys)
        local = self.device.seal(object_id, value, epoch)
        if old is None:
            now = StoredObject(object_id, RECORD, local, None, False, 1, 1)
        else:
            now = replace(old, local=local, left=False, lv=old.lv + 1, rev=old.rev + 1)
        self.store.commit(Changes(objects=[now]))


class World:
    """A server, the log of one vault on it, and a source of ids and randomness."""

    def __init__(self, seed: int = 1) -> None:
        self._random = seeded.Random(seed)
        self.server = MemoryServer()
        head = Head(LOG_ID, 1, genesis(LOG_ID), EMPTY_ROOT, 1)
        self.first = SignedHead(head, head.sign(KEYS[1].log))
        self.token = self.server.open_log(LOG_ID, public_key(KEYS[1].log), head.encode(), self.first.sig)

    @property
    def log(self) -> Log:
        """The log on the server."""
        return self.server.log_of(self.token)

    def restore(self, log: Log) -> None:
        """The operator puts an older copy in place."""
        self.server.accounts[self.server.sessions[self.token]].log = log

    def random(self, n: int) -> bytes:
        """Bytes that are the same in every run."""
        return self._random.randbytes(n)

    def new_id(self) -> bytes:
        """A new object id."""
        return self.random(16)

    def phone(self, tag: str, **members: Any) -> Phone:
        """A device that has never synced."""
        return Phone(self, tag, **members)

    def transport(self, request: Request) -> Response | None:
        """The way to the server, with the session's token."""
        return self.server(
            replace(request, headers={**request.headers, "Authorization": f"Bearer {self.token}"})
        )
