"""A short log with a fork and a rotation, its frames, and devices that know part of it: for vectors."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Any

from crypto.keys import epoch_keys
from sync import frames
from sync.state import EMPTY_ROOT, NO_HASH, VOID, BucketedRows, Head, Row, genesis

ROOTS = [bytes(range(32)), bytes(range(32, 64))]
LOG_ID = bytes(range(16, 32))
STRANGER = bytes(range(128, 160))

Rows = dict[bytes, bytes]


def name_of(number: int) -> bytes:
    """A 16-byte id that starts with this byte."""
    return bytes((number,)) * 16


def envelope(number: int, version: int = 1, kind: int = 1) -> bytes:
    """Bytes that look like an envelope; nothing here opens one."""
    return b"SW\1" + bytes((kind,)) + b"\0\0\0\1" + bytes((number, version)) * 168


def row(number: int, version: int = 1, kind: int = 1) -> bytes:
    """The packed row of that envelope."""
    return Row(kind, name_of(number), hashlib.sha256(envelope(number, version, kind)).digest()).pack()


def void(number: int) -> bytes:
    """The packed row of an object that is gone."""
    return Row(VOID, name_of(number), NO_HASH).pack()


def root_of(*rows: bytes) -> bytes:
    """The state hash over these rows."""
    state = BucketedRows()
    state.apply(rows)
    return state.root


def item(number: int, version: int = 1, kind: int = 1) -> bytes:
    """An I frame."""
    return frames.item_frame(name_of(number), envelope(number, version, kind))


def row_frame(packed: bytes) -> bytes:
    """An R frame."""
    return frames.row_frame(packed, 0 if packed[0] == VOID else 344)


def head_frame(head: Head, seed: bytes | None = None) -> bytes:
    """An H frame, signed by the epoch's own key unless another one is given."""
    return frames.head_frame(head.encode(), head.sign(seed or epoch_keys(ROOTS[head.epoch - 1]).log))


def after(head: Head, *rows: bytes, epoch: int | None = None) -> Head:
    """The next head, over these rows."""
    return Head(head.log_id, head.n + 1, head.id, root_of(*rows), epoch or head.epoch)


H1 = Head(LOG_ID, 1, genesis(LOG_ID), EMPTY_ROOT, 1)
H2 = after(H1, row(1), row(2))
H3 = after(H2, row(1, 2), row(2))
H4 = after(H3, row(1, 2), row(2), row(3))
H5 = after(H4, row(1, 2), row(2), row(3), epoch=2)
FORK3 = after(H2, row(1, 3), row(2))
FORK4 = after(FORK3, row(1, 3), row(2), row(4))

STRAY3 = replace(FORK3, parent=H1.id)
STRAY4 = replace(FORK4, parent=STRAY3.id)


def stream(*pieces: bytes, n: int = 4, more: bool = False) -> str:
    """A page with these frames, closed at n."""
    return (frames.MAGIC + b"".join(pieces) + frames.end_frame(n, more)).hex()


def given(
    *answers: str | int, floor: Head = H2, rows: tuple[bytes, ...] = (row(1), row(2)), roots: int = 1
) -> dict[str, Any]:
    """A device at this floor, and what the server answers to each request."""
    return {
        "roots": [one.hex() for one in ROOTS[:roots]],
        "log_id": LOG_ID.hex(),
        "floor": (floor.encode() + floor.sign(epoch_keys(ROOTS[floor.epoch - 1]).log)).hex(),
        "rows": b"".join(rows).hex(),
        "answers": list(answers),
    }


def fresh(*answers: str, roots: int = 1) -> dict[str, Any]:
    """A device that has never pulled."""
    return {name: value for name, value in given(*answers, roots=roots).items() if name != "floor"} | {
        "rows": ""
    }


def came(head: Head, *behind: int) -> dict[str, Any]:
    """The state was taken over; these objects are behind."""
    return outcome("done", head, *behind)


def outcome(end: str, head: Head | None = H2, *behind: int) -> dict[str, Any]:
    """How the step ended, and what the device has then."""
    root = "" if head is None else head.root.hex()
    return {
        "end": end,
        "n": 0 if head is None else head.n,
        "root": root,
        "behind": [name_of(one).hex() for one in behind],
    }
