"""Vectors of crypto/padding: buckets and their edges."""

from __future__ import annotations

from crypto.padding import pad
from tests.vectors.generate.document import Case, Document, case, document

FORMAT = {"error": "FormatError", "code": "payload_length"}
DAMAGED = {"error": "DamagedError", "code": "padding"}


def documents() -> dict[str, Document]:
    """The files of this module."""
    return {
        "crypto/padding/bucket.json": document(
            "crypto.padding.bucket", "Length of the padded plaintext of n bytes (SPEC 4.2).", _buckets()
        ),
        "crypto/padding/pad.json": document(
            "crypto.padding.pad",
            "Length, payload, zeros (SPEC 4.2).",
            [
                case("empty", {"payload": "", "kind": 6}, pad(b"", 6).hex()),
                case("three bytes", {"payload": "616263", "kind": 6}, pad(b"abc", 6).hex()),
                case("full", {"payload": "ff" * 252, "kind": 6}, pad(b"\xff" * 252, 6).hex()),
                case("one too many", {"payload": "ff" * 253, "kind": 6}, FORMAT),
            ],
        ),
        "crypto/padding/unpad.json": document(
            "crypto.padding.unpad", "The payload, or one fault at a time (SPEC 4.3 step 4).", _unpads()
        ),
    }


def _buckets() -> list[Case]:
    cases = [
        case("reminder, empty", {"n": 0, "kind": 6}, 256),
        case("reminder, full", {"n": 252, "kind": 6}, 256),
    ]
    cases.append(case("reminder, one too many", {"n": 253, "kind": 6}, FORMAT))
    cases.append(case("record, empty", {"n": 0, "kind": 1}, 1024))
    for power in range(10, 20):
        size = 2**power
        cases.append(case(f"2^{power}, full", {"n": size - 4, "kind": 1}, size))
        cases.append(case(f"2^{power}, one too many", {"n": size - 3, "kind": 1}, 2 * size))
    cases.append(case("2^20, full", {"n": 2**20 - 4, "kind": 1}, 2**20))
    cases.append(case("2^20, one too many", {"n": 2**20 - 3, "kind": 1}, FORMAT))
    return cases


def _unpads() -> list[Case]:
    def padded(length: int, payload: bytes, size: int, tail: bytes = b"") -> str:
        body = length.to_bytes(4, "big") + payload
        return (body.ljust(size - len(tail), b"\0") + tail).hex()

    good = [
        case("empty", {"plaintext": padded(0, b"", 256), "kind": 6}, ""),
        case("three bytes", {"plaintext": padded(3, b"abc", 256), "kind": 6}, "616263"),
        case(
            "zeros at the end belong to the payload", {"plaintext": padded(3, b"a", 256), "kind": 6}, "610000"
        ),
        case("record", {"plaintext": padded(253, b"\1" * 253, 1024), "kind": 1}, "01" * 253),
    ]
    faults = [
        ("first byte of padding not zero", padded(3, b"abcd", 256), 6),
        ("last byte of padding not zero", padded(3, b"abc", 256, b"\1"), 6),
        ("length beyond the bucket", padded(253, b"", 256), 6),
        ("greatest length", padded(2**32 - 1, b"", 256), 6),
        ("no bucket: one byte short", padded(3, b"abc", 255), 6),
        ("no bucket: one byte long", padded(3, b"abc", 257), 6),
        ("reminder in a record's bucket", padded(300, b"\1" * 300, 1024), 6),
        ("record in a reminder's bucket", padded(3, b"abc", 256), 1),
        ("bucket of 512", padded(300, b"\1" * 300, 512), 1),
        ("bucket larger than needed", padded(3, b"abc", 2048), 1),
        ("three bytes in all", "000000", 1),
        ("nothing", "", 1),
    ]
    return good + [
        case(comment, {"plaintext": plaintext, "kind": kind}, DAMAGED) for comment, plaintext, kind in faults
    ]
