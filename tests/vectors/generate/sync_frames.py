"""Vectors of sync/frames: streams, and streams with one fault."""

from __future__ import annotations

from typing import Any

from tests.sync.operations import write_frames
from tests.vectors.generate.document import Case, Document, case, document

ALL = {"types": "HRIMSE", "frames": 8, "size": 65536}

HEAD = {"type": "H", "head": (b"SWH1" + bytes(range(92))).hex(), "sig": bytes(range(64)).hex()}
RECORD_ROW = {"type": "R", "row": "01" + bytes(range(48)).hex(), "size": 1112}
VOID_ROW = {"type": "R", "row": "00" + bytes(range(16)).hex() + bytes(32).hex(), "size": 0}
META = {"type": "M", "document": '{"app":"selfward","v":1}'}
SLOT = {"type": "S", "document": '{"kind":"recovery","v":1}'}
END = {"type": "E", "n": 1, "more": False}


def item(number: int, size: int = 344) -> dict[str, Any]:
    """An I frame with a made-up envelope of a kind 1 header and filling."""
    envelope = b"SW\x01\x01\x00\x00\x00\x01" + bytes((number,)) * (size - 8)
    return {"type": "I", "id": bytes((number,)).hex() * 16, "envelope": envelope.hex()}


def stream(*described: dict[str, Any]) -> str:
    """The stream of these frames, hex."""
    return write_frames({"frames": described})


def documents() -> dict[str, Document]:
    """The files of tests/vectors/sync/frames."""
    return {
        "sync/frames/write.json": document("sync.frames.write", "frames to bytes (8.4)", written()),
        "sync/frames/read.json": document("sync.frames.read", "bytes to frames (8.4)", good()),
        "sync/frames/faults.json": document("sync.frames.read", "one fault each (8.4)", faults()),
    }


def streams() -> list[tuple[str, list[dict[str, Any]]]]:
    """Well-formed streams by name."""
    return [
        ("nothing but the end", [END]),
        ("a page that is not the last", [RECORD_ROW, END | {"more": True}]),
        ("the greatest position", [END | {"n": 2**53 - 1}]),
        ("a commit: head, two items, end", [HEAD, item(1), item(2, 1112), END]),
        ("a commit that voids an object", [HEAD, VOID_ROW, item(255), END]),
        ("a file: meta, slot, head, item, row, end", [META, SLOT, HEAD, item(7), RECORD_ROW, END]),
    ]


def written() -> list[Case]:
    """Every stream, from its frames to its bytes."""
    return [case(name, {"frames": frames}, stream(*frames)) for name, frames in streams()]


def good() -> list[Case]:
    """The same streams, from bytes to frames."""
    return [case(name, {"stream": stream(*frames), **ALL}, frames) for name, frames in streams()]


def faults() -> list[Case]:
    """Streams with exactly one thing wrong."""
    whole = stream(HEAD, item(1), END)
    end = stream(END)[8:]
    bad = [
        ("nothing at all", "bad_magic", "", {}),
        ("half a magic", "bad_magic", "5357", {}),
        ("the magic of a later version", "bad_magic", "53574632" + whole[8:], {}),
        ("the magic alone", "no_end", "53574631", {}),
        ("no end", "no_end", stream(HEAD, item(1)), {}),
        ("a second end", "after_end", whole + end, {}),
        ("a frame after the end", "after_end", whole + stream(item(2))[8:], {}),
        ("one byte after the end", "after_end", whole + "00", {}),
        ("an unknown frame type", "unknown_frame", stream(HEAD) + "5800000000" + end, {}),
        ("a lower-case frame type", "unknown_frame", stream(HEAD) + "65" + end[2:], {}),
        ("a frame that this stream may not hold", "frame_not_allowed", stream(META, END), {"types": "HRIE"}),
        ("a prefix cut short", "truncated", whole[: 8 + 6], {}),
        ("a body cut short", "truncated", whole[:-2], {}),
        ("an item cut short", "truncated", stream(item(1))[:-2], {}),
        ("a head one byte short", "bad_length", "53574631" + "480000009f" + "00" * 159 + end, {}),
        ("a head one byte long", "bad_length", "53574631" + "48000000a1" + "00" * 161 + end, {}),
        ("a row without its size", "bad_length", "53574631" + "5200000031" + "00" * 49 + end, {}),
        ("an item shorter than any envelope", "bad_length", "53574631" + "4900000167" + "00" * 359 + end, {}),
        ("an item longer than any envelope", "bad_length", "53574631" + "4900100069", {}),
        ("a length of four gigabytes", "bad_length", "53574631" + "49ffffffff", {}),
        ("an end of eight bytes", "bad_length", "53574631" + "4500000008" + "00" * 8, {}),
        ("an end of ten bytes", "bad_length", "53574631" + "450000000a" + "00" * 10, {}),
        ("a position of 2^53", "bad_end", "53574631" + "4500000009" + "0020000000000000" + "00", {}),
        ("more is 2", "bad_end", "53574631" + "4500000009" + "0000000000000001" + "02", {}),
        ("one frame too many", "too_many", stream(HEAD, item(1), item(2), END), {"frames": 2}),
        ("one byte too many", "too_large", whole, {"size": len(whole) // 2 - 1}),
    ]
    return [
        case(name, {"stream": data, **ALL, **limits}, {"error": "FormatError", "code": code})
        for name, code, data, limits in bad
    ]
