"""Vectors of crypto/envelope: each kind, each bucket edge, each fault.

A payload is `{"byte": hex, "times": n}` where it would be long. Envelopes with faults that sealing
cannot make are put together here from HKDF and AES-GCM alone.
"""

from __future__ import annotations

import hashlib
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from crypto import envelope
from crypto.envelope import seal_with_salt
from tests.vectors.generate.document import Case, Document, case, document

KEY = bytes(range(0x80, 0xA0))
SALT = bytes([0x11]) * 32
ID = bytes(range(16))
ID2 = bytes(range(16, 32))
PK = bytes(range(32, 64))
FORMAT = {"error": "FormatError"}
LOCKED = {"error": "LockedError", "code": "epoch"}

KINDS: list[tuple[str, int, int, bytes]] = [
    ("record", 1, 1, envelope.object_context(ID)),
    ("blob part", 2, 7, envelope.object_context(ID2)),
    ("slot", 3, 0, envelope.slot_context(ID, 1, 1)),
    ("handoff", 4, 0, envelope.handoff_context(1, ID, PK)),
    ("share part", 5, 0, envelope.share_context(ID, 3, 2, 64)),
    ("reminder", 6, 2, envelope.reminder_context(ID, 29_000_000)),
    ("letter", 7, 0, envelope.letter_context(ID, ID2)),
    ("local row", 8, 2**32 - 1, envelope.local_context("draft")),
]


def documents() -> dict[str, Document]:
    """The files of this module."""
    return {
        "crypto/envelope/context.json": document(
            "crypto.envelope.context", "The context of each kind (SPEC 4.1).", _contexts()
        ),
        "crypto/envelope/seal.json": document(
            "crypto.envelope.seal",
            "Sealing with a given salt; the result is told by length, commitment and SHA-256 (SPEC 4.2).",
            _seals(),
        ),
        "crypto/envelope/header.json": document(
            "crypto.envelope.header", "Kind and epoch as stated (SPEC 4.3 step 1).", _headers()
        ),
        "crypto/envelope/open.json": document(
            "crypto.envelope.open",
            "Each kind opened (SPEC 4.3).",
            [_opens(*kind) for kind in KINDS] + _epochs(),
        ),
        "crypto/envelope/open_faults.json": document(
            "crypto.envelope.open",
            "One fault at a time (SPEC 4.3).",
            [*_flips(), *_contexts_wrong(), *_made()],
        ),
    }


def _seal_input(kind: int, epoch: int, context: bytes, byte: str, times: int) -> dict[str, Any]:
    return {
        "key": KEY.hex(),
        "kind": kind,
        "epoch": epoch,
        "context": context.hex(),
        "payload": {"byte": byte, "times": times},
        "salt": SALT.hex(),
    }


def _seal_case(comment: str, kind: int, epoch: int, context: bytes, byte: str, times: int) -> Case:
    sealed = seal_with_salt(KEY, kind, epoch, context, bytes.fromhex(byte) * times, SALT)
    expect = {
        "length": len(sealed),
        "commitment": sealed[40:72].hex(),
        "sha256": hashlib.sha256(sealed).hexdigest(),
    }
    return case(comment, _seal_input(kind, epoch, context, byte, times), expect)


def _seals() -> list[Case]:
    context = envelope.object_context(ID)
    cases = [_seal_case(name, kind, epoch, bound, "61", 5) for name, kind, epoch, bound in KINDS]
    cases += [
        _seal_case("nothing inside", 1, 1, context, "61", 0),
        _seal_case("full", 6, 1, KINDS[5][3], "61", 252),
    ]
    for power in range(10, 21):
        cases.append(_seal_case(f"2^{power}, full", 1, 1, context, "5a", 2**power - 4))
    for power in (10, 15, 19):
        cases.append(_seal_case(f"2^{power}, one too many", 1, 1, context, "5a", 2**power - 3))
    good = _seal_input(1, 1, context, "61", 5)
    faults: list[tuple[str, dict[str, Any]]] = [
        ("payload too long", _seal_input(1, 1, context, "61", 2**20 - 3)),
        ("reminder too long", _seal_input(6, 1, KINDS[5][3], "61", 253)),
        ("record of epoch 0", {**good, "epoch": 0}),
        ("slot of epoch 1", _seal_input(3, 1, KINDS[2][3], "61", 5)),
        ("kind 0", {**good, "kind": 0}),
        ("kind 9", {**good, "kind": 9}),
        ("epoch beyond u32", {**good, "epoch": 2**32}),
        ("key of 31 bytes", {**good, "key": KEY[1:].hex()}),
        ("salt of 31 bytes", {**good, "salt": SALT[1:].hex()}),
        ("context of 15 bytes", {**good, "context": ID[1:].hex()}),
        ("context of another kind", {**good, "context": KINDS[2][3].hex()}),
        ("local row without a name", {**good, "kind": 8, "context": ""}),
        ("local row with a name of 65 bytes", {**good, "kind": 8, "context": "61" * 65}),
    ]
    return cases + [case(comment, given, FORMAT) for comment, given in faults]


def _contexts() -> list[Case]:
    i, j, pk = ID.hex(), ID2.hex(), PK.hex()
    good: list[tuple[str, str, list[Any], bytes]] = [
        ("object", "object", [i], KINDS[0][3]),
        ("slot", "slot", [i, 1, 1], KINDS[2][3]),
        ("handoff", "handoff", [1, i, pk], KINDS[3][3]),
        ("share", "share", [i, 3, 2, 64], KINDS[4][3]),
        ("reminder", "reminder", [i, 29_000_000], KINDS[5][3]),
        ("letter", "letter", [i, j], KINDS[6][3]),
        ("local", "local", ["draft"], KINDS[7][3]),
    ]
    faults: list[tuple[str, str, list[Any]]] = [
        ("object id of 15 bytes", "object", [ID[1:].hex()]),
        ("slot kind beyond a byte", "slot", [i, 256, 1]),
        ("handoff without a key", "handoff", [1, i, ""]),
        ("share part beyond u16", "share", [i, 1, 65536, 1]),
        ("reminder before 1970", "reminder", [i, -1]),
        ("letter without inbox", "letter", ["", j]),
        ("empty row name", "local", [""]),
        ("row name of 65 characters", "local", ["a" * 65]),
        ("row name that is not ASCII", "local", ["é"]),
    ]
    return [case(comment, {"of": of, "fields": fields}, made.hex()) for comment, of, fields, made in good] + [
        case(comment, {"of": of, "fields": fields}, FORMAT) for comment, of, fields in faults
    ]


def _opening(kind: int, context: bytes, sealed: bytes, **changed: Any) -> dict[str, Any]:
    given = {"keys": KEY.hex(), "kind": kind, "context": context.hex(), "envelope": sealed.hex()}
    return {**given, **changed}


def _opens(name: str, kind: int, epoch: int, context: bytes) -> Case:
    sealed = seal_with_salt(KEY, kind, epoch, context, b"hello", SALT)
    return case(name, _opening(kind, context, sealed), b"hello".hex())


def _reminder(epoch: int = 2, payload: bytes = b"hello") -> bytes:
    """The shortest envelope there is: keeps the files of faults small."""
    return seal_with_salt(KEY, 6, epoch, KINDS[5][3], payload, SALT)


def _epochs() -> list[Case]:
    context, sealed = KINDS[5][3], _reminder()
    keys = {"1": SALT.hex(), "2": KEY.hex()}
    return [
        case("the key of its epoch among several", _opening(6, context, sealed, keys=keys), b"hello".hex()),
        case(
            "an epoch that is allowed", _opening(6, context, sealed, keys=keys, epochs=[1, 2]), b"hello".hex()
        ),
        case("an epoch that is not allowed", _opening(6, context, sealed, keys=keys, epochs=[1]), FORMAT),
        case("no key for this epoch", _opening(6, context, sealed, keys={"1": KEY.hex()}), LOCKED),
        case("not allowed comes before no key", _opening(6, context, sealed, keys={}, epochs=[1]), FORMAT),
        case("another key", _opening(6, context, sealed, keys=SALT.hex()), _damaged("commitment")),
    ]


def _headers() -> list[Case]:
    good = [
        case(name, {"envelope": seal_with_salt(KEY, kind, epoch, context, b"", SALT).hex()}, [kind, epoch])
        for name, kind, epoch, context in KINDS
    ]
    sealed = _reminder()
    faults = [
        ("nothing", b""),
        ("one byte too short", sealed[:343]),
        ("first byte of the magic", b"T" + sealed[1:]),
        ("second byte of the magic", b"ST" + sealed[2:]),
        ("suite 0", sealed[:2] + b"\0" + sealed[3:]),
        ("suite 2", sealed[:2] + b"\2" + sealed[3:]),
        ("kind 0", sealed[:3] + b"\0" + sealed[4:]),
        ("kind 9", sealed[:3] + b"\x09" + sealed[4:]),
        ("reminder of epoch 0", sealed[:4] + bytes(4) + sealed[8:]),
        ("letter with an epoch", sealed[:3] + b"\7" + sealed[4:]),
    ]
    return good + [case(comment, {"envelope": bad.hex()}, FORMAT) for comment, bad in faults]


def _flips() -> list[Case]:
    sealed, context = _reminder(), KINDS[5][3]
    faults: list[tuple[str, int, dict[str, str]]] = [
        ("byte 0, magic", 0, FORMAT),
        ("byte 1, magic", 1, FORMAT),
        ("byte 2, suite", 2, FORMAT),
        ("byte 3, kind", 3, FORMAT),
        *((f"byte {at}, epoch", at, _damaged("commitment")) for at in range(4, 8)),
        ("first byte of the salt", 8, _damaged("commitment")),
        ("last byte of the salt", 39, _damaged("commitment")),
        ("first byte of the commitment", 40, _damaged("commitment")),
        ("last byte of the commitment", 71, _damaged("commitment")),
        ("first byte of the ciphertext", 72, _damaged("tag")),
        ("last byte of the ciphertext", 327, _damaged("tag")),
        ("first byte of the tag", 328, _damaged("tag")),
        ("last byte of the tag", 343, _damaged("tag")),
    ]
    cases = [
        case(f"a bit of {comment}", _opening(6, context, _flip(sealed, at)), error)
        for comment, at, error in faults
    ]
    return [
        *cases,
        case("a byte missing at the end", _opening(6, context, sealed[:-1]), FORMAT),
        case("a byte more at the end", _opening(6, context, sealed + b"\0"), _damaged("tag")),
        case("another kind expected", _opening(1, ID, sealed), FORMAT),
    ]


def _contexts_wrong() -> list[Case]:
    """For each kind, each field of the context changed."""
    fields = {
        1: [0],
        2: [0],
        3: [0, 16, 17],
        4: [0, 1, 17],
        5: [0, 16, 20, 22],
        6: [0, 16],
        7: [0, 16],
        8: [0],
    }
    cases = []
    for name, kind, epoch, context in KINDS:
        sealed = seal_with_salt(KEY, kind, epoch, context, b"hello", SALT)
        for number, at in enumerate(fields[kind], 1):
            wrong = _opening(kind, _flip(context, at), sealed)
            cases.append(case(f"{name}: field {number} of the context", wrong, _damaged("commitment")))
    short = _opening(1, ID[1:], seal_with_salt(KEY, 1, 1, ID, b"hello", SALT))
    longer = _opening(8, b"drafts", seal_with_salt(KEY, 8, 1, b"draft", b"hello", SALT))
    return [
        *cases,
        case("context too short", short, FORMAT),
        case("a longer row name", longer, _damaged("commitment")),
    ]


def _made() -> list[Case]:
    """Sealed with the right key, but not what sealing would write."""
    context, record = KINDS[5][3], KINDS[0][3]
    hello = (5).to_bytes(4, "big") + b"hello"
    plain: list[tuple[str, int, int, bytes, bytes]] = [
        ("padding not zero", 6, 2, context, hello.ljust(255, b"\0") + b"\1"),
        ("length beyond the bucket", 6, 2, context, (253).to_bytes(4, "big").ljust(256, b"\0")),
        ("record in a reminder's bucket", 1, 1, record, hello.ljust(256, b"\0")),
        ("record in a bucket of 512", 1, 1, record, (300).to_bytes(4, "big").ljust(512, b"\0")),
        ("record in a larger bucket than needed", 1, 1, record, hello.ljust(2048, b"\0")),
        ("reminder in a record's bucket", 6, 2, context, (300).to_bytes(4, "big").ljust(1024, b"\0")),
        ("no bucket at all", 6, 2, context, hello.ljust(300, b"\0")),
    ]
    return [
        case(comment, _opening(kind, bound, _compose(kind, epoch, bound, plaintext)), _damaged("padding"))
        for comment, kind, epoch, bound, plaintext in plain
    ]


def _compose(kind: int, epoch: int, context: bytes, plaintext: bytes) -> bytes:
    head = b"SW\1" + bytes([kind]) + epoch.to_bytes(4, "big")
    info = b"selfward/v1/seal\0" + head + context
    okm = HKDF(algorithm=SHA256(), length=64, salt=SALT, info=info).derive(KEY)
    return head + SALT + okm[32:] + AESGCM(okm[:32]).encrypt(bytes(12), plaintext, None)


def _damaged(code: str) -> dict[str, str]:
    return {"error": "DamagedError", "code": code}


def _flip(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
