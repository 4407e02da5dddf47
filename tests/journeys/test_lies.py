"""A lying server between real devices: every lie about the log ends detected or harmless (SPEC 18)."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest

from crypto import recovery, wrapping
from sync import record
from sync.client import Client, Membership
from sync.device import Device
from sync.frames import HEAD, ITEM
from sync.session import Outcome
from sync.state import RECORD
from sync.store import Changes, MemoryStore, StoredObject
from sync.transport import HttpTransport
from tests.journeys import lies
from tests.journeys.proxy import Lie, Proxy
from tests.journeys.server import Server

SECRET = "kettle orchard lantern pebble harbour willow"
LOG_ID_AT, ROOT_AT, SIGNATURE_AT = 4, 60, 96
"""Offsets in an H frame (SPEC 8.3): log id, state hash, signature."""


@dataclass
class Person:
    """One device of the reference client, with an account on the server behind the proxy."""

    transport: HttpTransport
    membership: Membership
    store: MemoryStore = field(default_factory=MemoryStore)
    clock_ms: int = 1_700_000_000_000

    def __post_init__(self) -> None:
        self.transport.token = self.membership.session.token
        self.client = Client(self.transport.origin, self.transport, os.urandom)
        self.device: Device = self.membership.device(self.store, os.urandom)

    def write(self, text: str) -> bytes:
        """A new entry; its id."""
        self.clock_ms += 1000
        object_id = os.urandom(16)
        value = record.make(object_id, "entry", {"t": text}, self.clock_ms, "person")
        local = self.device.seal(object_id, value, 1)
        self.store.commit(Changes(objects=[StoredObject(object_id, RECORD, local, None, False, 1, 1)]))
        return object_id

    def texts(self) -> dict[bytes, str]:
        """What stands on this device, by id; every byte of it was opened under the vault's key."""
        objects = self.store.scan(b"", 1000)
        return {one.id: self.device.open(one.id, one.local)["f"]["t"] for one in objects}

    def sync(self) -> Outcome:
        """One round that the person asked for."""
        return self.client.sync(self.device, asked=True)


@dataclass
class Scene:
    """Two devices of one vault that agree, and a third person with an account of their own."""

    proxy: Proxy
    one: Person
    two: Person
    stranger: Person


def newcomer(proxy: Proxy, login: str, root: bytes) -> Person:
    """A new vault, connected under this name."""
    store = MemoryStore()
    transport = HttpTransport(proxy.origin)
    client = Client(proxy.origin, transport, os.urandom)
    code = os.urandom(16)
    seed = recovery.seed(code)
    slot = wrapping.make_slot("recovery", seed, {1: root}, login="", salt=bytes(16), random=os.urandom)
    return Person(transport, client.connect(store, {1: root}, login, SECRET, slot), store)


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    """The real server behind a proxy, and everybody signed in."""
    proxy = Proxy()
    server = Server(
        tmp_path_factory.mktemp("server"), SELFWARD_ORIGIN=proxy.origin, SELFWARD_RATE_LIMITS="off"
    )
    server.start()
    proxy.upstream = server.port
    one = newcomer(proxy, "mara", os.urandom(32))
    one.write("the first page")
    one.sync()
    transport = HttpTransport(proxy.origin)
    two = Person(transport, Client(proxy.origin, transport, os.urandom).login("mara", SECRET))
    two.sync()
    stranger = newcomer(proxy, "somebody-else", os.urandom(32))
    stranger.write("not hers")
    stranger.sync()
    yield Scene(proxy, one, two, stranger)
    server.kill()
    proxy.close()


def recorded_page(scene: Scene) -> bytes:
    """A genuine page of the log as it was before anything new came."""
    scene.two.sync()
    return full_pages(scene)[0]


def full_pages(scene: Scene) -> list[bytes]:
    """Every page that was asked for from the start, oldest first."""
    seen = [x for x in scene.proxy.seen if x.method == "GET" and x.path.startswith("/v1/log?after=0")]
    return [x.body for x in seen if x.status == 200]


def foreign_head(scene: Scene) -> bytes:
    """The signed head of another account."""
    floor = scene.stranger.store.floor()
    assert floor is not None
    return floor.pack()


LIES: dict[str, Callable[[Scene], Lie]] = {
    "swap two envelopes": lambda _: lies.swap_envelopes(),
    "flip a bit of an id": lambda _: lies.flip_bit(ITEM, 3),
    "flip a bit of an envelope": lambda _: lies.flip_bit(ITEM, 16 + 300),
    "flip a bit of the log id": lambda _: lies.flip_bit(HEAD, LOG_ID_AT),
    "flip a bit of the root": lambda _: lies.flip_bit(HEAD, ROOT_AT),
    "flip a bit of the signature": lambda _: lies.flip_bit(HEAD, SIGNATURE_AT),
    "drop a row": lambda _: lies.drop_row(),
    "reorder": lambda _: lies.reorder(),
    "serve an old head": lambda scene: lies.old_page(recorded_page(scene)),
    "another account's head": lambda scene: lies.other_head(foreign_head(scene)),
    "lie about n, more": lambda _: lies.lie_about_n(5),
    "lie about n, less": lambda _: lies.lie_about_n(-1),
    "raise the head's n": lambda _: lies.raise_head(),
    "endless more": lambda _: lies.endless(),
    "a cursor that shrinks": lambda _: lies.shrinking(),
    "409 for ever": lambda _: lies.stale_for_ever(),
    "500 after commit": lambda _: lies.error_after_commit(),
    "reply cut after commit": lambda _: lies.cut_after_commit(),
    "an unknown frame": lambda _: lies.unknown_frame(),
    "a page of something else": lambda _: lies.garbage(),
}


@pytest.mark.parametrize("name", LIES)
def test_a_lie_is_detected_or_harmless(scene: Scene, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing false is ever taken in, nothing true is lost, and honesty brings both devices together."""
    monkeypatch.setattr("time.sleep", lambda _: None)
    one, two, proxy = scene.one, scene.two, scene.proxy
    lie = LIES[name](scene)
    written = {one.write(f"{name}: {n}"): f"{name}: {n}" for n in range(3)}
    one.sync()
    mine = two.write(f"{name}: on the second device")
    truth = one.texts() | two.texts()

    proxy.lie, proxy.told = lie, 0
    outcome = two.sync()
    told, proxy.lie = proxy.told, None

    assert told > 0, "the lie was never told"
    assert two.texts().items() <= truth.items()
    assert mine in two.texts()
    detected = outcome.state in ("refused", "offline", "pending") or bool(outcome.findings.missing)
    harmless = two.texts() == truth
    assert detected or harmless

    for _ in range(2):
        two.sync()
        one.sync()
    assert one.texts() == two.texts() == truth
    assert written.keys() <= two.texts().keys()


def test_a_fresh_device_is_not_given_another_accounts_log(scene: Scene) -> None:
    """After signing in, a log that is somebody else's, or none at all, is refused and nothing is stored."""
    transport = HttpTransport(scene.proxy.origin)
    fresh = Person(transport, Client(scene.proxy.origin, transport, os.urandom).login("mara", SECRET))
    foreign = scene.stranger
    foreign.store.commit(Changes(forget=True))
    foreign.sync()
    scene.proxy.lie = lies.old_page(full_pages(scene)[-1])
    outcome = fresh.sync()
    scene.proxy.lie = None
    assert outcome.state == "refused"
    assert fresh.texts() == {}
    assert fresh.store.floor() is None
