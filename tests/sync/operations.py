"""What a vector of sync/ asks for, by its `layer`: one small function each, JSON in and JSON out.

The twin is pwa/tests/sync/operations.ts. Bytes are lower-case hex, canonical JSON is text.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

from crypto.encoding import encode
from crypto.errors import CryptoError, DamagedError, FormatError, LockedError, UnsupportedError
from sync import frames, record, state
from sync.errors import UnmergeableError
from sync.merge import merge
from sync.store import MemoryStore
from tests.sync import replay
from tests.sync.script import run_script

Given = Mapping[str, Any]

VECTORS = Path(__file__).resolve().parent.parent / "vectors" / "sync"

_ERRORS = (FormatError, LockedError, DamagedError, UnsupportedError, UnmergeableError)
_CHUNKS = (1, 7, 1000)


def cases(folder: str) -> list[tuple[str, str, dict[str, Any]]]:
    """(name, layer, case) of every vector in tests/vectors/sync/<folder>; an empty folder is an error."""
    files = sorted((VECTORS / folder).glob("*.json"))
    if not files:
        raise FileNotFoundError(f"no vectors in {VECTORS / folder}")
    found = []
    for file in files:
        document = json.loads(file.read_text(encoding="utf-8"))
        for one in document["cases"]:
            found.append((f"{file.stem}: {one['comment']}", document["layer"], one))
    return found


def outcome(layer: str, given: Given) -> Any:
    """What the named function makes of the input: its value, or its outward error and code."""
    try:
        return OPERATIONS[layer](given)
    except (CryptoError, UnmergeableError) as error:
        name = next(kind.__name__ for kind in _ERRORS if isinstance(error, kind))
        return {"error": name, "code": error.code}


def read_frames(given: Given) -> list[dict[str, Any]]:
    """The frames of a stream, read whole and in chunks of several sizes with one and the same result."""
    data = bytes.fromhex(given["stream"])
    limits = frames.Limits(given["types"].encode(), given["frames"], given["size"])
    whole = _attempt(lambda: list(frames.read(data, limits)))
    for size in _CHUNKS:
        assert _attempt(lambda size=size: _chunked(data, limits, size)) == whole, f"in chunks of {size}"
    if isinstance(whole, CryptoError):
        raise whole
    return [_described(kind, body) for kind, body in whole]


def write_frames(given: Given) -> str:
    """The stream that holds the described frames, E included."""
    return (frames.MAGIC + b"".join(_frame(one) for one in given["frames"])).hex()


def _chunked(data: bytes, limits: frames.Limits, size: int) -> list[tuple[int, bytes]]:
    reader = frames.Reader(limits)
    found = []
    for at in range(0, len(data), size):
        found += reader.feed(data[at : at + size])
    reader.close()
    return found


class _SameError(FormatError):
    """A FormatError that equals another one of its code."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, CryptoError) and other.code == self.code

    __hash__ = None  # type: ignore[assignment]


def _attempt(run: Callable[[], list[Any]]) -> Any:
    try:
        return run()
    except FormatError as error:
        return _SameError(error.code)


def _described(kind: int, body: bytes | memoryview) -> dict[str, Any]:
    name = chr(kind)
    if kind == frames.HEAD:
        head, sig = frames.split_head(body)
        return {"type": name, "head": head.hex(), "sig": sig.hex()}
    if kind == frames.ROW:
        row, size = frames.split_row(body)
        return {"type": name, "row": row.hex(), "size": size}
    if kind == frames.ITEM:
        object_id, envelope = frames.split_item(body)
        return {"type": name, "id": object_id.hex(), "envelope": envelope.hex()}
    if kind == frames.END:
        end = frames.split_end(body)
        return {"type": name, "n": end.n, "more": end.more}
    return {"type": name, "document": bytes(body).decode()}


def _frame(one: Given) -> bytes:
    match one["type"]:
        case "H":
            return frames.head_frame(bytes.fromhex(one["head"]), bytes.fromhex(one["sig"]))
        case "R":
            return frames.row_frame(bytes.fromhex(one["row"]), one["size"])
        case "I":
            return frames.item_frame(bytes.fromhex(one["id"]), bytes.fromhex(one["envelope"]))
        case "M":
            return frames.meta_frame(one["document"].encode())
        case "S":
            return frames.slot_frame(one["document"].encode())
    return frames.end_frame(one["n"], one["more"])


def packed_rows(text: str) -> list[bytes]:
    """The 49-byte rows in a hex text; the last one may be cut."""
    data = bytes.fromhex(text)
    return [data[at : at + 49] for at in range(0, len(data), 49)]


def _row(given: Given) -> dict[str, Any]:
    row = state.Row.unpack(bytes.fromhex(given["row"]))
    assert row.pack().hex() == given["row"]
    return {"form": row.form, "id": row.object_id.hex(), "hash": row.hash.hex()}


def _apply(given: Given) -> dict[str, Any]:
    rows = state.BucketedRows()
    roots, touched = [], []
    for commit in given["commits"]:
        touched.append(sorted(rows.apply(packed_rows(commit))))
        roots.append(rows.root.hex())
    return {"roots": roots, "touched": touched, "rows": sum(1 for _ in rows)}


def _ascending(given: Given) -> bool:
    state.check_ascending(packed_rows(given["rows"]))
    return True


def _head(given: Given) -> dict[str, Any]:
    head = state.Head.decode(bytes.fromhex(given["head"]))
    assert head.encode().hex() == given["head"]
    return {
        "log_id": head.log_id.hex(),
        "n": head.n,
        "parent": head.parent.hex(),
        "root": head.root.hex(),
        "epoch": head.epoch,
        "id": head.id.hex(),
    }


def _chain(given: Given) -> list[str]:
    heads = [state.Head.decode(bytes.fromhex(head)) for head in given["heads"]]
    for before, head in pairwise(heads):
        head.check_follows(before)
    return [head.id.hex() for head in heads]


def _verify(given: Given) -> bool:
    head = state.Head.decode(bytes.fromhex(given["head"]))
    head.verify(bytes.fromhex(given["pub"]), bytes.fromhex(given["sig"]))
    return True


def _read_record(given: Given) -> dict[str, Any]:
    payload = given["payload"].encode()
    found = record.read(payload, bytes.fromhex(given["object_id"]))
    assert encode(found) == payload
    return {"ver": record.ver(found)}


def _make(given: Given) -> str:
    object_id = bytes.fromhex(given["object_id"])
    return _text(record.make(object_id, given["type"], given["f"], given["now_ms"], given["tag"]))


def _change(given: Given) -> str:
    previous, now_ms, tag, left = given["previous"], given["now_ms"], given["tag"], given["left"]
    return _text(record.change(previous, given["members"], now_ms, tag, left))


def _tombstone(given: Given) -> str:
    return _text(record.tombstone(given["previous"], given["now_ms"], given["tag"], given["left"]))


def _merge(given: Given) -> str:
    return _text(merge(given["x"], given["y"], given.get("base"), given["trusted"]))


def _script(given: Given) -> Any:
    store = MemoryStore()
    return run_script(lambda: store, given["steps"])


def _text(value: object) -> str:
    return encode(value).decode()


OPERATIONS: dict[str, Callable[[Given], Any]] = {
    "sync.frames.read": read_frames,
    "sync.frames.write": write_frames,
    "sync.state.row": _row,
    "sync.state.ascending": _ascending,
    "sync.state.bucket": lambda given: state.bucket_hash(bytes.fromhex(given["rows"])).hex(),
    "sync.state.apply": _apply,
    "sync.state.genesis": lambda given: state.genesis(bytes.fromhex(given["log_id"])).hex(),
    "sync.state.head": _head,
    "sync.state.chain": _chain,
    "sync.state.verify": _verify,
    "sync.record.read": _read_record,
    "sync.record.make": _make,
    "sync.record.change": _change,
    "sync.record.tombstone": _tombstone,
    "sync.record.join": lambda given: record.join_past(*given["pasts"]),
    "sync.merge.merge": _merge,
    "sync.store.script": _script,
    **replay.OPERATIONS,
}
