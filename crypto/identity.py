"""Signatures, proofs, names and the digits people compare (SPEC 1.2, 6.1, 6.2, 7.4, 8.8)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from crypto.encoding import b64, digest, label, lp, u8, unb64
from crypto.errors import DamagedError, FormatError

ACTION_LOGIN = 1
ACTION_SLOTS = 2
ACTION_ROTATE = 3
ACTION_DELETE = 4
ACTION_SESSION = 5

NO_SLOT = bytes(16)
"""The slot_id of proofs made with log_e (action 5), which belong to no slot."""

_LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{2,63}")
_ORIGIN = re.compile(r"https?://(?:[a-z0-9.-]+|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?")


@dataclass(frozen=True)
class Proof:
    """A proof of SPEC 6.2 as bytes: nonce 32, slot_id 16, sig 64."""

    nonce: bytes
    slot_id: bytes
    sig: bytes


def public_key(seed: bytes) -> bytes:
    """The 32-byte Ed25519 public key of a 32-byte seed (RFC 8032)."""
    return _private(seed).public_key().public_bytes_raw()


def sign(seed: bytes, name: str, data: bytes) -> bytes:
    """Sign(seed, name, data) of SPEC 1.2: a 64-byte Ed25519 signature over L(name) and the data."""
    return _private(seed).sign(label(name) + data)


def verify(pub: bytes, name: str, data: bytes, sig: bytes) -> None:
    """Return when sig is pub's signature of the data under this label.

    Raises FormatError when pub is not a 32-byte key or sig not 64 bytes long, DamagedError otherwise.
    """
    if len(pub) != 32 or len(sig) != 64:
        raise FormatError("signature_length")
    try:
        Ed25519PublicKey.from_public_bytes(pub).verify(sig, label(name) + data)
    except InvalidSignature:
        raise DamagedError("signature") from None


def make_proof(
    seed: bytes, action: int, origin: str, login: str, slot_id: bytes, nonce: bytes
) -> dict[str, Any]:
    """A proof of SPEC 6.2, ready for a request: the holder of the seed permits this one action.

    seed: the 32-byte login seed of the slot, or log_e for ACTION_SESSION. origin: scheme://host[:port]
    in lower case. login: as registered. slot_id: 16 bytes, NO_SLOT for ACTION_SESSION. nonce: 32 bytes
    from the server.
    """
    sig = sign(seed, "proof", _proof_message(action, origin, login, slot_id, nonce))
    return {"nonce": b64(nonce), "slot_id": b64(slot_id), "sig": b64(sig)}


def read_proof(proof: object) -> Proof:
    """The three fields of a proof as bytes. Raises FormatError unless exactly these are there."""
    if not isinstance(proof, Mapping) or set(proof) != {"nonce", "slot_id", "sig"}:
        raise FormatError("proof")
    return Proof(unb64(proof["nonce"], 32), unb64(proof["slot_id"], 16), unb64(proof["sig"], 64))


def verify_proof(pub: bytes, action: int, origin: str, login: str, proof: object) -> None:
    """Return when the proof permits this action for this login at this origin.

    The caller has found pub by login and slot_id, and has used up the nonce. Raises FormatError for
    a wrong structure, DamagedError for a signature that was made for anything else.
    """
    read = read_proof(proof)
    verify(pub, "proof", _proof_message(action, origin, login, read.slot_id, read.nonce), read.sig)


def normalise_login(text: str) -> str:
    """The login as it is registered: ASCII letters in lower case. Raises FormatError (SPEC 6.1)."""
    login = text.lower() if text.isascii() else ""
    if not _LOGIN.fullmatch(login):
        raise FormatError("login")
    return login


def compare_digits(head_id: bytes) -> str:
    """Twelve digits, equal on two devices that hold the same state; head_id: 32 bytes (SPEC 8.8)."""
    return _digits(digest("compare", head_id)[:8], 12)


def safety_digits(pk: bytes, s: bytes, payload_sha256: bytes) -> str:
    """Thirty digits that two people compare; pk 32, s 16, payload_sha256 32 bytes (SPEC 7.4)."""
    return _digits(digest("safety", pk + s + payload_sha256)[:16], 30)


def _private(seed: bytes) -> Ed25519PrivateKey:
    if len(seed) != 32:
        raise FormatError("seed_length")
    return Ed25519PrivateKey.from_private_bytes(seed)


def _proof_message(action: int, origin: str, login: str, slot_id: bytes, nonce: bytes) -> bytes:
    if not ACTION_LOGIN <= action <= ACTION_SESSION:
        raise FormatError("action")
    if not _ORIGIN.fullmatch(origin):
        raise FormatError("origin")
    if login != normalise_login(login):
        raise FormatError("login")
    if len(slot_id) != 16 or len(nonce) != 32 or (action == ACTION_SESSION) != (slot_id == NO_SLOT):
        raise FormatError("proof")
    return u8(action) + lp(origin.encode("ascii")) + lp(login.encode("ascii")) + slot_id + nonce


def _digits(data: bytes, n: int) -> str:
    return str(int.from_bytes(data, "big") % 10**n).zfill(n)
