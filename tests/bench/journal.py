"""A journal of 10,000 pages and five years of notes on a server, made by the reference client."""

from __future__ import annotations

import os
import random
import time

from crypto import keys, recovery, wrapping
from crypto.encoding import b64
from sync import record
from sync.client import Client
from sync.device import Device
from sync.state import RECORD
from sync.store import Changes, MemoryStore, StoredObject
from sync.transport import HttpTransport
from tests.bench.life import Life, Noted

PASSPHRASE = "kettle orchard lantern pebble harbour willow"
WORDS = [
    "morning",
    "harbour",
    "quiet",
    "question",
    "answer",
    "window",
    "kettle",
    "garden",
    "ladder",
    "pocket",
    "river",
    "lantern",
    "corner",
    "something",
    "between",
    "asked",
    "heard",
    "smiled",
    "waited",
    "noticed",
    "carried",
    "listened",
    "wondered",
    "Friday",
    "letter",
]
DAY_MS = 86_400_000
KINDS = ("free", "free", "free", "free", "dialogue", "letter", "moment", "session")


def text(source: random.Random, n: int) -> str:
    """About 1.1 kB in a few paragraphs; every page has one word of its own."""
    paragraphs = [" ".join(source.choice(WORDS) for _ in range(52)) for _ in range(3)]
    return "\n\n".join([f"Page number{n}.", *paragraphs])


def fields(life: Life, n: int, made_ms: int) -> dict[str, object]:
    """`f` of a page as the journal writes it (SPEC 10.2), with up to three parts in it."""
    source = life.source
    blocks = {}
    for at, line in enumerate(text(source, n).split("\n")):
        name = "".join(source.choice("abcdefghijklmnopqrstuvwxyz234567") for _ in range(10))
        blocks[name] = {"o": [2**20, "run1", at * 1024], "t": line}
    parts = life.some(life.parts, 3)
    about = {"challenge": life.one(life.challenges)} if n % 4 == 0 else {}
    return {"kind": source.choice(KINDS), "b": blocks, "parts": parts, "made_ms": made_ms, **about}


def fill(origin: str, login: str, pages: int) -> Life:
    """Make an account under this name, send a life with this many pages in it. Returns what was in it.

    The pages lie a few hours apart, back from now.
    """
    root = os.urandom(32)
    store = MemoryStore()
    transport = HttpTransport(origin)
    client = Client(origin, transport, os.urandom)
    seed = recovery.seed(os.urandom(16))
    slot = wrapping.make_slot("recovery", seed, {1: root}, login="", salt=bytes(16), random=os.urandom)
    membership = client.connect(store, {1: root}, login, PASSPHRASE, slot)
    transport.token = membership.session.token
    device = membership.device(store, os.urandom)
    life = Life(random.Random(7), int(time.time() * 1000))
    singletons: list[Noted] = [
        (keys.singleton_id(root, "settings"), "settings", {"pinned": b64(life.challenges[0])}, life.now_ms),
        (keys.singleton_id(root, "map"), "map", {"at": life.places()}, life.now_ms),
    ]
    store.commit(Changes(objects=[_stored(device, *one) for one in [*life.noted(), *singletons]]))
    batch = []
    for n in range(pages):
        made_ms = life.now_ms - n * DAY_MS // 6
        batch.append(_stored(device, life.id(), "entry", fields(life, n, made_ms), made_ms))
    store.commit(Changes(objects=batch))
    outcome = client.sync(device)
    if outcome.state != "up_to_date":
        raise RuntimeError(f"the journal did not go up: {outcome.state} {outcome.reason}")
    return life


def _stored(device: Device, object_id: bytes, kind: str, f: dict[str, object], made_ms: int) -> StoredObject:
    value = record.make(object_id, kind, f, made_ms, "bench0")
    return StoredObject(object_id, RECORD, device.seal(object_id, value, 1), None, False, 1, 1)
