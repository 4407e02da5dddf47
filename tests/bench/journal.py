"""A journal of 10,000 pages on a server, made by the reference client for the browser's figures."""

from __future__ import annotations

import os
import random
import time

from crypto import recovery, wrapping
from sync import record
from sync.client import Client
from sync.device import Device
from sync.state import RECORD
from sync.store import Changes, MemoryStore, StoredObject
from sync.transport import HttpTransport

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


def text(source: random.Random, n: int) -> str:
    """About 1.1 kB in a few paragraphs; every page has one word of its own."""
    paragraphs = [" ".join(source.choice(WORDS) for _ in range(52)) for _ in range(3)]
    return "\n\n".join([f"Page number{n}.", *paragraphs])


def fields(source: random.Random, n: int, made_ms: int) -> dict[str, object]:
    """`f` of a page as the journal writes it (SPEC 10.2)."""
    blocks = {}
    for at, line in enumerate(text(source, n).split("\n")):
        name = "".join(source.choice("abcdefghijklmnopqrstuvwxyz234567") for _ in range(10))
        blocks[name] = {"o": [2**20, "run1", at * 1024], "t": line}
    return {"kind": "free", "b": blocks, "parts": {}, "made_ms": made_ms}


def fill(origin: str, login: str, pages: int) -> None:
    """Make an account under this name and send this many pages, one every few hours back from now."""
    source = random.Random(7)
    root = os.urandom(32)
    store = MemoryStore()
    transport = HttpTransport(origin)
    client = Client(origin, transport, os.urandom)
    seed = recovery.seed(os.urandom(16))
    slot = wrapping.make_slot("recovery", seed, {1: root}, login="", salt=bytes(16), random=os.urandom)
    membership = client.connect(store, {1: root}, login, PASSPHRASE, slot)
    transport.token = membership.session.token
    device = membership.device(store, os.urandom)
    now_ms = int(time.time() * 1000)
    batch = [_page(device, source, n, now_ms - n * DAY_MS // 6) for n in range(pages)]
    store.commit(Changes(objects=batch))
    outcome = client.sync(device)
    if outcome.state != "up_to_date":
        raise RuntimeError(f"the journal did not go up: {outcome.state} {outcome.reason}")


def _page(device: Device, source: random.Random, n: int, made_ms: int) -> StoredObject:
    object_id = source.randbytes(16)
    value = record.make(object_id, "entry", fields(source, n, made_ms), made_ms, "bench0")
    return StoredObject(object_id, RECORD, device.seal(object_id, value, 1), None, False, 1, 1)
