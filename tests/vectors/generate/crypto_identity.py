"""Vectors of crypto/identity: signatures, proofs, names, digits."""

from __future__ import annotations

from typing import Any

from crypto.encoding import b64
from crypto.identity import NO_SLOT, compare_digits, make_proof, public_key, safety_digits, sign
from tests.vectors.generate.document import Case, Document, case, document

FORMAT = {"error": "FormatError"}
DAMAGED = {"error": "DamagedError", "code": "signature"}
# Not from zero on: WebKitGTK 2.50 refuses to import seeds whose first byte is zero.
SEED = bytes(range(1, 33))
PUB = public_key(SEED)
SLOT_ID = bytes(range(0x20, 0x30))
NONCE = bytes(range(0x60, 0x80))
ORIGIN = "https://journal.example"
LOGIN = "mara"


def documents() -> dict[str, Document]:
    """The files of this module."""
    return {
        "crypto/identity/public_key.json": document(
            "crypto.identity.public_key",
            "Ed25519 public keys (RFC 8032).",
            [
                case("counting up from 1", {"seed": SEED.hex()}, PUB.hex()),
                case("31 bytes", {"seed": SEED[1:].hex()}, FORMAT),
            ],
        ),
        "crypto/identity/sign.json": document(
            "crypto.identity.sign",
            "Signatures under a label (SPEC 1.2). An engine whose signatures are randomised passes when the "
            "signature given here and its own both verify.",
            [
                case("no data", _signing("proof", b""), sign(SEED, "proof", b"").hex()),
                case("some data", _signing("head-sig", b"abc"), sign(SEED, "head-sig", b"abc").hex()),
            ],
        ),
        "crypto/identity/verify.json": document(
            "crypto.identity.verify", "One good signature and one fault at a time (SPEC 1.2).", _verify()
        ),
        "crypto/identity/make_proof.json": document(
            "crypto.identity.make_proof",
            "Proofs for each action (SPEC 6.2); checked like signatures.",
            [case(f"action {action}", _proving(action), _proof(action)) for action in range(1, 6)]
            + _unprovable(),
        ),
        "crypto/identity/verify_proof.json": document(
            "crypto.identity.verify_proof",
            "Good proofs, and one fault at a time (SPEC 6.2).",
            _verify_proof(),
        ),
        "crypto/identity/normalise_login.json": document(
            "crypto.identity.normalise_login", "Names as they are registered (SPEC 6.1).", _logins()
        ),
        "crypto/identity/compare_digits.json": document(
            "crypto.identity.compare_digits",
            "Twelve digits of a head id (SPEC 8.8).",
            [
                case("zero bytes", {"head_id": bytes(32).hex()}, compare_digits(bytes(32))),
                case("leading zeros are kept", {"head_id": _low()}, compare_digits(bytes.fromhex(_low()))),
            ],
        ),
        "crypto/identity/safety_digits.json": document(
            "crypto.identity.safety_digits",
            "Thirty digits of an invitation and its answer (SPEC 7.4).",
            [
                case(
                    "zero bytes",
                    {"pk": bytes(32).hex(), "s": bytes(16).hex(), "payload_sha256": bytes(32).hex()},
                    safety_digits(bytes(32), bytes(16), bytes(32)),
                )
            ],
        ),
    }


def _signing(name: str, data: bytes) -> dict[str, Any]:
    return {"seed": SEED.hex(), "name": name, "data": data.hex()}


def _verify() -> list[Case]:
    sig = sign(SEED, "head-sig", b"abc")
    good = {"pub": PUB.hex(), "name": "head-sig", "data": b"abc".hex(), "sig": sig.hex()}
    high = sig[:63] + bytes([sig[63] | 0xE0])
    return [
        case("good", good, True),
        case("another label", {**good, "name": "proof"}, DAMAGED),
        case("other data", {**good, "data": b"abd".hex()}, DAMAGED),
        case("another key", {**good, "pub": public_key(SEED[::-1]).hex()}, DAMAGED),
        case("first bit of R", {**good, "sig": _flip(sig, 0).hex()}, DAMAGED),
        case("first bit of S", {**good, "sig": _flip(sig, 32).hex()}, DAMAGED),
        case("S beyond the order of the group", {**good, "sig": high.hex()}, DAMAGED),
        case("63 bytes", {**good, "sig": sig[:63].hex()}, FORMAT),
        case("65 bytes", {**good, "sig": sig.hex() + "00"}, FORMAT),
        case("key of 31 bytes", {**good, "pub": PUB[:31].hex()}, FORMAT),
    ]


def _proving(action: int, **changed: Any) -> dict[str, Any]:
    slot_id = NO_SLOT if action == 5 else SLOT_ID
    given = {"seed": SEED.hex(), "action": action, "origin": ORIGIN, "login": LOGIN}
    return {**given, "slot_id": slot_id.hex(), "nonce": NONCE.hex(), **changed}


def _proof(action: int) -> dict[str, Any]:
    return make_proof(SEED, action, ORIGIN, LOGIN, NO_SLOT if action == 5 else SLOT_ID, NONCE)


def _unprovable() -> list[Case]:
    return [
        case("action 0", _proving(0), FORMAT),
        case("action 6", _proving(6), FORMAT),
        case("login in upper case", _proving(1, login="Mara"), FORMAT),
        case("origin with a path", _proving(1, origin=ORIGIN + "/"), FORMAT),
        case("origin in upper case", _proving(1, origin="https://Journal.example"), FORMAT),
        case("origin of another scheme", _proving(1, origin="ftp://journal.example"), FORMAT),
        case("action 5 with a slot", _proving(5, slot_id=SLOT_ID.hex()), FORMAT),
        case("action 1 without a slot", _proving(1, slot_id=NO_SLOT.hex()), FORMAT),
        case("nonce of 31 bytes", _proving(1, nonce=NONCE[1:].hex()), FORMAT),
    ]


def _verify_proof() -> list[Case]:
    def checking(action: int, **changed: Any) -> dict[str, Any]:
        good = {"pub": PUB.hex(), "action": action, "origin": ORIGIN, "login": LOGIN, "proof": _proof(action)}
        return {**good, **changed}

    proof = _proof(1)
    other_nonce = b64(NONCE[::-1])
    cases = [case(f"action {action}", checking(action), True) for action in range(1, 6)]
    cases += [
        case(f"a proof of action 1 shown for action {action}", {**checking(1), "action": action}, DAMAGED)
        for action in (2, 3, 4)
    ]
    with_port = make_proof(SEED, 1, "http://[::1]:8000", LOGIN, SLOT_ID, NONCE)
    return [
        *cases,
        case("address and port", checking(1, origin="http://[::1]:8000", proof=with_port), True),
        case("another origin", checking(1, origin="https://evil.example"), DAMAGED),
        case("another scheme", checking(1, origin="http://journal.example"), DAMAGED),
        case("another login", checking(1, login="mira"), DAMAGED),
        case("another nonce", checking(1, proof={**proof, "nonce": other_nonce}), DAMAGED),
        case("another slot", checking(1, proof={**proof, "slot_id": b64(SLOT_ID[::-1])}), DAMAGED),
        case("another key", checking(1, pub=public_key(SEED[::-1]).hex()), DAMAGED),
        case("signature of zeros", checking(1, proof={**proof, "sig": b64(bytes(64))}), DAMAGED),
        case("a slot's proof shown as the log's", {**checking(1), "action": 5}, FORMAT),
        case(
            "without a signature",
            checking(1, proof={"nonce": proof["nonce"], "slot_id": proof["slot_id"]}),
            FORMAT,
        ),
        case("with a member more", checking(1, proof={**proof, "x": "y"}), FORMAT),
        case("padded signature", checking(1, proof={**proof, "sig": proof["sig"] + "=="}), FORMAT),
        case("nonce of 31 bytes", checking(1, proof={**proof, "nonce": b64(NONCE[1:])}), FORMAT),
        case("not an object", checking(1, proof="proof"), FORMAT),
    ]


def _logins() -> list[Case]:
    good = [("mara", "mara"), ("Mara-7.x_Y", "mara-7.x_y"), ("abc", "abc"), ("0" * 64, "0" * 64)]
    faults = [
        "",
        "ab",
        "a" * 65,
        ".mara",
        "-mara",
        "_mara",
        "ma ra",
        " mara",
        "mara\n",
        "mära",
        "\u212aarl",
        "ma@ra",
    ]
    return [case(f"{text!r}", {"text": text}, expect) for text, expect in good] + [
        case(f"refuses {text!a}", {"text": text}, {"error": "FormatError", "code": "login"})
        for text in faults
    ]


def _flip(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def _low() -> str:
    """The first head id, counting up, whose digits begin with 0."""
    n = 0
    while not compare_digits(n.to_bytes(32, "big")).startswith("0"):
        n += 1
    return n.to_bytes(32, "big").hex()
