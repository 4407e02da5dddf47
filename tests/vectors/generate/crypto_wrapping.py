"""Vectors of crypto/wrapping: slots of every kind, and one fault at a time."""

from __future__ import annotations

from typing import Any

from crypto.encoding import b64, digest, encode, unb64
from crypto.envelope import KIND_SLOT, seal_with_salt, slot_context
from crypto.keys import vault_id
from crypto.wrapping import SLOT_KINDS, login_seed, make_slot, slot_key
from tests.vectors.generate.document import Case, Document, case, document

SEED = bytes(range(0x40, 0x60))
SLOT_ID = bytes(range(0x20, 0x30))
SALT16 = bytes(range(0x30, 0x40))
ROOTS = {1: bytes(range(32)), 2: bytes(range(1, 33)), 3: bytes(range(2, 34))}
DRAWN = SLOT_ID + b"\x11" * 32
FORMAT = {"error": "FormatError"}
SALTED = ("passphrase", "pin")


def documents() -> dict[str, Document]:
    """The files of this module."""
    given = {"seed": SEED.hex(), "slot_id": SLOT_ID.hex()}
    return {
        "crypto/wrapping/slot_key.json": document(
            "crypto.wrapping.slot_key",
            "The key that seals a slot (SPEC 5.1).",
            [case("any slot", given, slot_key(SEED, SLOT_ID).hex())],
        ),
        "crypto/wrapping/login_seed.json": document(
            "crypto.wrapping.login_seed",
            "The seed that signs a slot's proofs (SPEC 6.2).",
            [case("any slot", given, login_seed(SEED, SLOT_ID).hex())],
        ),
        "crypto/wrapping/make_slot.json": document(
            "crypto.wrapping.make_slot",
            "Slot records; `random` holds slot id and salt of the seal (SPEC 5.1).",
            _made(),
        ),
        "crypto/wrapping/check_slot.json": document(
            "crypto.wrapping.check_slot",
            "Structure alone: good ones and one fault at a time (SPEC 5.1).",
            _checks(),
        ),
        "crypto/wrapping/open_slot.json": document(
            "crypto.wrapping.open_slot", "Opening: good ones and one fault at a time (SPEC 5.1).", _opens()
        ),
    }


def _given(kind: str, **changed: Any) -> dict[str, Any]:
    return {
        "kind": kind,
        "seed": SEED.hex(),
        "roots": {str(epoch): root.hex() for epoch, root in ROOTS.items()},
        "login": "mara" if kind == "passphrase" else "",
        "salt": (SALT16 if kind in SALTED else bytes(16)).hex(),
        "random": DRAWN.hex(),
        **changed,
    }


def _make(given: dict[str, Any]) -> dict[str, Any]:
    rest = iter(bytes.fromhex(given["random"]))
    return make_slot(
        given["kind"],
        bytes.fromhex(given["seed"]),
        {int(epoch): bytes.fromhex(root) for epoch, root in given["roots"].items()},
        login=given["login"],
        salt=bytes.fromhex(given["salt"]),
        random=lambda n: bytes(next(rest) for _ in range(n)),
    )


def _made() -> list[Case]:
    one = {"1": ROOTS[1].hex()}
    many = {str(epoch): bytes([epoch]).hex() * 32 for epoch in range(1, 13)}
    good = [
        *((f"kind {kind}", _given(kind)) for kind in SLOT_KINDS),
        ("no account", _given("passphrase", login="")),
        ("a single root", _given("passphrase", roots=one)),
        ("twelve epochs: keys by byte value", _given("recovery", roots=many)),
    ]
    faults = [
        ("unknown kind", _given("sms")),
        ("no roots", _given("recovery", roots={})),
        ("an epoch missing", _given("recovery", roots={"1": ROOTS[1].hex(), "3": ROOTS[3].hex()})),
        ("epoch 1 missing", _given("recovery", roots={"2": ROOTS[2].hex()})),
        ("root of 31 bytes", _given("recovery", roots={"1": ROOTS[1][1:].hex()})),
        ("seed of 31 bytes", _given("recovery", seed=SEED[1:].hex())),
        ("recovery slot with a name", _given("recovery", login="mara")),
        ("recovery slot with a salt", _given("recovery", salt=SALT16.hex())),
        ("name not normalised", _given("passphrase", login="Mara")),
        ("salt of 15 bytes", _given("passphrase", salt=SALT16[1:].hex())),
    ]
    return [case(comment, given, _make(given)) for comment, given in good] + [
        case(comment, given, FORMAT) for comment, given in faults
    ]


def _checks() -> list[Case]:
    slot, recovery, pin = (_make(_given(kind)) for kind in ("passphrase", "recovery", "pin"))
    later = {"error": "UnsupportedError"}
    cases = [case(f"kind {kind}", {"slot": _make(_given(kind))}, True) for kind in SLOT_KINDS]
    cases += [
        case(f"without {member}", {"slot": {key: slot[key] for key in slot if key != member}}, FORMAT)
        for member in slot
    ]
    changed: list[tuple[str, dict[str, Any], dict[str, str]]] = [
        ("a member more", {**slot, "x": 1}, FORMAT),
        ("version 2", {**slot, "v": 2}, later),
        ("version 0", {**slot, "v": 0}, FORMAT),
        ("version as text", {**slot, "v": "1"}, FORMAT),
        ("version true", {**slot, "v": True}, FORMAT),
        ("unknown kind", {**slot, "kind": "sms"}, FORMAT),
        ("a name of JavaScript's own as kind", {**slot, "kind": "constructor"}, FORMAT),
        ("kind as number", {**slot, "kind": 1}, FORMAT),
        ("the PIN's profile for a passphrase", {**slot, "kdf": 9}, {**FORMAT, "code": "kdf"}),
        ("no profile for a passphrase", {**slot, "kdf": 0}, {**FORMAT, "code": "kdf"}),
        ("a later profile", {**slot, "kdf": 2}, later),
        ("profile as text", {**slot, "kdf": "1"}, {**FORMAT, "code": "kdf"}),
        ("a profile for a recovery slot", {**recovery, "kdf": 1}, {**FORMAT, "code": "kdf"}),
        ("the passphrase's profile for a PIN", {**pin, "kdf": 1}, {**FORMAT, "code": "kdf"}),
        ("name in upper case", {**slot, "login": "Mara"}, FORMAT),
        ("name as number", {**slot, "login": 7}, FORMAT),
        ("recovery slot with a name", {**recovery, "login": "mara"}, FORMAT),
        ("recovery slot with a salt", {**recovery, "salt": b64(SALT16)}, FORMAT),
        ("salt of 15 bytes", {**slot, "salt": b64(SALT16[1:])}, FORMAT),
        ("id of 17 bytes", {**slot, "slot_id": b64(SLOT_ID + b"x")}, FORMAT),
        ("padded id", {**slot, "slot_id": slot["slot_id"] + "=="}, FORMAT),
        ("login_pub of 31 bytes", {**slot, "login_pub": b64(bytes(31))}, FORMAT),
        ("login_pub in a local slot", {**pin, "login_pub": b64(bytes(32))}, FORMAT),
        ("check of 5 bytes", {**slot, "check": b64(bytes(5))}, FORMAT),
        ("sealed as number", {**slot, "sealed": 1}, FORMAT),
    ]
    cases += [case(comment, {"slot": bad}, error) for comment, bad, error in changed]
    return [*cases, case("not an object", {"slot": "slot"}, FORMAT), case("an array", {"slot": []}, FORMAT)]


def _opens() -> list[Case]:
    slot = _make(_given("passphrase"))
    seed, roots = SEED.hex(), {str(epoch): root.hex() for epoch, root in ROOTS.items()}
    sealed = unb64(slot["sealed"])
    wrong_secret = {"error": "DamagedError", "code": "wrong_secret"}
    damaged = {"error": "DamagedError", "code": "slot_check"}
    swapped = {**_make(_given("recovery")), "slot_id": b64(SLOT_ID[::-1])}
    opened = [case(f"kind {k}", {"slot": _make(_given(k)), "seed": seed}, roots) for k in SLOT_KINDS]
    vault = b64(vault_id(ROOTS[1]))
    texts = {str(epoch): b64(root) for epoch, root in ROOTS.items()}
    gap = {"1": texts["1"], "3": texts["3"]}
    contents: list[tuple[str, Any, dict[str, str]]] = [
        (
            "another vault",
            {"v": 1, "vault": b64(bytes(16)), "roots": texts},
            {**FORMAT, "code": "slot_vault"},
        ),
        ("an epoch missing", {"v": 1, "vault": vault, "roots": gap}, {**FORMAT, "code": "slot_epochs"}),
        ("no roots", {"v": 1, "vault": vault, "roots": {}}, {**FORMAT, "code": "slot_epochs"}),
        (
            "an epoch written as 01",
            {"v": 1, "vault": vault, "roots": {"01": texts["1"]}},
            {**FORMAT, "code": "slot_epochs"},
        ),
        (
            "epoch 0",
            {"v": 1, "vault": vault, "roots": {"0": texts["1"], "1": texts["1"]}},
            {**FORMAT, "code": "slot_epochs"},
        ),
        ("a root of 31 bytes", {"v": 1, "vault": vault, "roots": {"1": b64(bytes(31))}}, FORMAT),
        ("roots as array", {"v": 1, "vault": vault, "roots": [texts["1"]]}, FORMAT),
        ("a member more", {"v": 1, "vault": vault, "roots": texts, "x": 1}, FORMAT),
        ("a member missing", {"v": 1, "roots": texts}, FORMAT),
        ("contents of version 2", {"v": 2, "vault": vault, "roots": texts}, {"error": "UnsupportedError"}),
        ("an array inside", [1], FORMAT),
    ]
    return [
        *opened,
        case("another secret", {"slot": slot, "seed": SEED[::-1].hex()}, wrong_secret),
        case("another slot id", {"slot": swapped, "seed": seed}, wrong_secret),
        case("check wrong", {"slot": {**slot, "check": b64(bytes(6))}, "seed": seed}, damaged),
        case("sealed damaged", {"slot": {**slot, "sealed": b64(_flip(sealed, 300))}, "seed": seed}, damaged),
        case(
            "sealed damaged, check right", {"slot": _resealed(slot, _flip(sealed, 300)), "seed": seed}, _tag()
        ),
        case("sealed too short, check right", {"slot": _resealed(slot, sealed[:100]), "seed": seed}, FORMAT),
        case("shown as a recovery slot", {"slot": _as_recovery(slot), "seed": seed}, wrong_secret),
        case("canonical JSON broken", {"slot": _containing(slot, b'{"v": 1}'), "seed": seed}, FORMAT),
        *(
            case(c, {"slot": _containing(slot, encode(content)), "seed": seed}, e)
            for c, content, e in contents
        ),
    ]


def _containing(slot: dict[str, Any], content: bytes) -> dict[str, Any]:
    context = slot_context(SLOT_ID, 1, 1)
    return _resealed(
        slot, seal_with_salt(slot_key(SEED, SLOT_ID), KIND_SLOT, 0, context, content, b"\x12" * 32)
    )


def _resealed(slot: dict[str, Any], sealed: bytes) -> dict[str, Any]:
    return {**slot, "sealed": b64(sealed), "check": b64(digest("slot-check", sealed)[:6])}


def _as_recovery(slot: dict[str, Any]) -> dict[str, Any]:
    return {**slot, "kind": "recovery", "kdf": 0, "login": "", "salt": b64(bytes(16))}


def _tag() -> dict[str, str]:
    return {"error": "DamagedError", "code": "tag"}


def _flip(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
