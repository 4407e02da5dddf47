"""Vectors of sync/record: making, changing and deleting records, and what is no record."""

from __future__ import annotations

from typing import Any

from crypto.encoding import b64, encode
from sync.record import Record, make, ver
from tests.sync.operations import outcome
from tests.vectors.generate.document import Case, Document, case, document

OBJECT_ID = bytes(range(16))

# Anchor: SPEC Appendix A.
RECORD_X: Record = {
    "v": 1,
    "id": "AAECAwQFBgcICQoLDA0ODw",
    "type": "entry",
    "at": [1700000000000, "abcdef"],
    "past": "",
    "f": {"b": {"aa": {"o": [1, "q", 0], "t": "café\n\u2028😀"}, "10": {"t": "x"}, "2": {"t": "y"}}},
}
VER_X = "yhu1OfVr"

PAST_32 = "".join(f"v{number:07d}" for number in range(32))


def documents() -> dict[str, Document]:
    """The files of tests/vectors/sync/record."""
    return {
        "sync/record/read.json": document("sync.record.read", "payload to record (10.1)", good()),
        "sync/record/faults.json": document("sync.record.read", "one fault each (10.1)", faults()),
        "sync/record/make.json": document("sync.record.make", "a new record (10.1)", made()),
        "sync/record/change.json": document("sync.record.change", "the next version (10.1)", changed()),
        "sync/record/tombstone.json": document("sync.record.tombstone", "a deletion (10.1)", deleted()),
        "sync/record/join.json": document("sync.record.join", "joined pasts (10.3 M5)", joined()),
    }


def good() -> list[Case]:
    """Record X and records that use everything 10.1 allows."""
    variant = {"AAAAAAAA": {"at": [3, "abcdef"], "over": "AAAAAAAA", "v": "another text"}}
    records = [
        ("a past of 32 versions", RECORD_X | {"past": PAST_32}),
        ("variants beside the text", RECORD_X | {"also": {"f.b.aa.t": variant}}),
        ("members of later versions everywhere", RECORD_X | {"constructor": {"x": [True]}, "f": {"new": 1}}),
        ("a deletion", RECORD_X | {"f": {}, "gone": 1}),
        ("the smallest numbers", RECORD_X | {"at": [0, "000000"], "f": {}, "type": "a"}),
    ]
    layer = "sync.record.read"
    cases = [case("Appendix A: record X", read_input(RECORD_X), {"ver": VER_X})]
    for name, record in records:
        cases.append(case(name, read_input(record), outcome(layer, read_input(record))))
    other_past = read_input(RECORD_X | {"past": "AAAAAAAA"})
    return [*cases, case("the past is not part of ver", other_past, {"ver": VER_X})]


def faults() -> list[Case]:
    """Records with exactly one thing wrong."""
    gone = RECORD_X | {"f": {}, "gone": 1}
    bad: list[tuple[str, str, str, object]] = [
        ("a later version", "UnsupportedError", "newer_record", RECORD_X | {"v": 2}),
        ("a later version in another shape", "UnsupportedError", "newer_record", {"v": 3}),
        ("v is 0", "FormatError", "record", RECORD_X | {"v": 0}),
        ("v is true", "FormatError", "record", RECORD_X | {"v": True}),
        ("v is missing", "FormatError", "record", without("v")),
        ("an array", "FormatError", "record", [RECORD_X]),
        ("the id of another object", "FormatError", "record_id", RECORD_X | {"id": b64(bytes(16))}),
        ("an id of 15 bytes", "FormatError", "b64_length", RECORD_X | {"id": b64(bytes(15))}),
        ("an id that is no text", "FormatError", "b64", RECORD_X | {"id": 1}),
        ("no type", "FormatError", "record_type", without("type")),
        ("an empty type", "FormatError", "record_type", RECORD_X | {"type": ""}),
        ("a type in capitals", "FormatError", "record_type", RECORD_X | {"type": "Entry"}),
        ("a type of 65 characters", "FormatError", "record_type", RECORD_X | {"type": "t" * 65}),
        ("at is a number", "FormatError", "record_at", RECORD_X | {"at": 1}),
        ("at has three items", "FormatError", "record_at", RECORD_X | {"at": [1, "abcdef", 1]}),
        ("a negative time", "FormatError", "record_at", RECORD_X | {"at": [-1, "abcdef"]}),
        ("a time that is true", "FormatError", "record_at", RECORD_X | {"at": [True, "abcdef"]}),
        ("a tag of five characters", "FormatError", "record_at", RECORD_X | {"at": [1, "abcde"]}),
        ("a tag in capitals", "FormatError", "record_at", RECORD_X | {"at": [1, "ABCDEF"]}),
        ("a past of seven characters", "FormatError", "record_past", RECORD_X | {"past": "AAAAAAA"}),
        ("a past of 33 versions", "FormatError", "record_past", RECORD_X | {"past": PAST_32 + "AAAAAAAA"}),
        ("a past outside base64url", "FormatError", "record_past", RECORD_X | {"past": "AAAA+AAA"}),
        ("a past that ends a line", "FormatError", "record_past", RECORD_X | {"past": "AAAAAAA\n"}),
        ("no past", "FormatError", "record_past", without("past")),
        ("f is an array", "FormatError", "record_f", RECORD_X | {"f": []}),
        ("no f", "FormatError", "record_f", without("f")),
        ("also is text", "FormatError", "record_also", RECORD_X | {"also": "x"}),
        ("also has no map at a path", "FormatError", "record_also", RECORD_X | {"also": {"f.a": 1}}),
        (
            "also has no map as a variant",
            "FormatError",
            "record_also",
            RECORD_X | {"also": {"f.a": {"k": 1}}},
        ),
        ("gone is true", "FormatError", "record_gone", gone | {"gone": True}),
        ("gone is 0", "FormatError", "record_gone", gone | {"gone": 0}),
        ("a deletion that kept text", "FormatError", "record_gone", RECORD_X | {"gone": 1}),
        ("a deletion that kept a member", "FormatError", "record_gone", gone | {"x": 1}),
        ("a deletion that kept variants", "FormatError", "record_gone", gone | {"also": {}}),
    ]
    cases = [
        case(name, read_input(record), {"error": error, "code": code}) for name, error, code, record in bad
    ]
    spaced = {"object_id": OBJECT_ID.hex(), "payload": '{"v": 1}'}
    return [*cases, case("no canonical JSON", spaced, {"error": "FormatError", "code": "cj"})]


def made() -> list[Case]:
    """A new record has no past."""
    given = {"object_id": OBJECT_ID.hex(), "type": "entry", "f": {"t": "x"}, "now_ms": 5, "tag": "abcdef"}
    expect = '{"at":[5,"abcdef"],"f":{"t":"x"},"id":"AAECAwQFBgcICQoLDA0ODw","past":"","type":"entry","v":1}'
    return [case("a new entry", given, expect)]


def changed() -> list[Case]:
    """What a local change does to at, past, also and gone."""
    small = make(OBJECT_ID, "entry", {"t": "x"}, 5, "abcdef")
    seen, full = ver(small), small | {"past": PAST_32}
    twice = small | {"past": seen + "AAAAAAAA"}
    kept = '"also":{"f.t":{"AAAAAAAA":{"v":"y"}}},'
    more = small | {"also": {"f.t": {"AAAAAAAA": {"v": "y"}}}, "colour": "red"}
    dealt = {"f": {"t": "y"}, "also": {}}
    newer = {"error": "UnsupportedError", "code": "newer_record"}
    return [
        case("never left: nothing is remembered", step(small), after()),
        case("left: the former version is remembered", step(small, left=True), after(past=seen)),
        case("the clock stands before the former version", step(small, now_ms=3), after(at_ms=6)),
        case("the clock stands at the former version", step(small, now_ms=5), after(at_ms=6)),
        case("the oldest of 33 goes", step(full, left=True), after(past=PAST_32[8:] + ver(full))),
        case("a version remembered before", step(twice, left=True), after(past="AAAAAAAA" + seen)),
        case("variants and unknown members stay", step(more), after(kept, '"colour":"red",')),
        case("variants dealt with go", step(more, members=dealt), after(colour='"colour":"red",')),
        case("a deleted record comes back", step(small | {"f": {}, "gone": 1}), after()),
        case("a record of a newer version", step(small | {"v": 2}), newer),
    ]


def after(also: str = "", colour: str = "", at_ms: int = 9, past: str = "") -> str:
    """The text of the small record after a change."""
    start = f'{{{also}"at":[{at_ms},"ghijkl"],{colour}"f":{{"t":"y"}},"id":"AAECAwQFBgcICQoLDA0ODw",'
    return f'{start}"past":"{past}","type":"entry","v":1}}'


def deleted() -> list[Case]:
    """A deletion keeps id, type and past, and remembers a version that had left."""
    record = RECORD_X | {"past": "AAAAAAAA", "also": {"f.x": {}}, "colour": "red"}
    start = '{"at":[1700000000001,"ghijkl"],"f":{},"gone":1,"id":"AAECAwQFBgcICQoLDA0ODw",'
    expect = start + '"past":"AAAAAAAA%s","type":"entry","v":1}'
    given = {"previous": record, "now_ms": 9, "tag": "ghijkl"}
    return [
        case("a version that never left", given | {"left": False}, expect % ""),
        case("a version that left", given | {"left": True}, expect % ver(record)),
    ]


def joined() -> list[Case]:
    """Order, repetition and the limit of 32."""
    a, b, c = "AAAAAAAA", "BBBBBBBB", "CCCCCCCC"
    return [
        case("nothing", {"pasts": ["", ""]}, ""),
        case("one after another", {"pasts": [a, b + c]}, a + b + c),
        case("a repetition keeps its last place", {"pasts": [a + b, a]}, b + a),
        case("the oldest beyond 32 go", {"pasts": [PAST_32, a + b]}, PAST_32[16:] + a + b),
    ]


def read_input(record: object) -> dict[str, Any]:
    """The input of a read: an object's id and a payload."""
    return {"object_id": OBJECT_ID.hex(), "payload": encode(record).decode()}


def step(
    previous: Record, *, members: dict[str, Any] | None = None, now_ms: int = 9, left: bool = False
) -> dict[str, Any]:
    """The input of a change."""
    chosen = {"f": {"t": "y"}} if members is None else members
    return {"previous": previous, "members": chosen, "now_ms": now_ms, "tag": "ghijkl", "left": left}


def without(name: str) -> Record:
    """Record X without one of its members."""
    return {key: value for key, value in RECORD_X.items() if key != name}
