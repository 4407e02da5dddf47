"""Slots: the roots of a vault, wrapped under one secret (SPEC 5.1)."""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from crypto.encoding import Random, b64, decode, digest, encode, unb64
from crypto.envelope import KIND_SLOT, open_, seal, slot_context
from crypto.errors import DamagedError, FormatError, UnsupportedError
from crypto.identity import normalise_login, public_key
from crypto.keys import ROOT_BYTES, derive, vault_id
from crypto.passphrase import KDF_PASSPHRASE, KDF_PIN, check_floor

PASSPHRASE = "passphrase"  # noqa: S105 - the name of a slot kind
RECOVERY = "recovery"

SLOT_KINDS = {PASSPHRASE: 1, RECOVERY: 2, "passkey": 3, "pin": 4, "device": 5}
"""Number of each slot kind in the seal's context. The last three never leave the device."""

_SERVER_KINDS = frozenset({PASSPHRASE, RECOVERY})
_KDF = {PASSPHRASE: KDF_PASSPHRASE, RECOVERY: 0, "passkey": 0, "pin": KDF_PIN, "device": 0}
_MEMBERS = {"v", "slot_id", "kind", "kdf", "login", "salt", "sealed", "check"}
_NO_SALT = bytes(16)


@dataclass(frozen=True)
class Slot:
    """A slot record of SPEC 5.1 as bytes: ids and salt 16, login_pub 32 (local kinds: empty), check 6."""

    slot_id: bytes
    kind: str
    kdf: int
    login: str
    salt: bytes
    login_pub: bytes
    sealed: bytes = field(repr=False)
    check: bytes

    @property
    def context(self) -> bytes:
        """What the sealed part is bound to."""
        return slot_context(self.slot_id, SLOT_KINDS[self.kind], self.kdf)


def slot_key(seed: bytes, slot_id: bytes) -> bytes:
    """The 32-byte key that seals a slot's roots."""
    return derive(seed, "slot-enc", slot_id)


def login_seed(seed: bytes, slot_id: bytes) -> bytes:
    """The 32-byte Ed25519 seed that signs proofs for a slot (SPEC 6.2)."""
    return derive(seed, "slot-login", slot_id)


def make_slot(
    kind: str,
    seed: bytes,
    roots: Mapping[int, bytes],
    *,
    login: str = "",
    salt: bytes = _NO_SALT,
    random: Random,
) -> dict[str, Any]:
    """A slot record of SPEC 5.1: whoever derives this seed gets every root.

    kind: a name of SLOT_KINDS. seed: 32 bytes, derived from the secret with this login and salt.
    roots: epoch -> 32 bytes, for 1 to the newest without gaps. login: of a passphrase slot, else
    empty. salt: 16 random bytes for passphrase and pin, zero bytes otherwise. The slot id is drawn
    inside. Raises FormatError when one of these does not hold.
    """
    if kind not in SLOT_KINDS:
        raise FormatError("slot_kind")
    if len(seed) != 32:
        raise FormatError("seed_length")
    slot_id = random(16)
    content = encode(
        {"v": 1, "vault": b64(vault_id(_root_1(roots))), "roots": {str(e): b64(r) for e, r in roots.items()}}
    )
    context = slot_context(slot_id, SLOT_KINDS[kind], _KDF[kind])
    sealed = seal(slot_key(seed, slot_id), KIND_SLOT, 0, context, content, random=random)
    slot: dict[str, Any] = {
        "v": 1,
        "slot_id": b64(slot_id),
        "kind": kind,
        "kdf": _KDF[kind],
        "login": login,
        "salt": b64(salt),
        "sealed": b64(sealed),
        "check": b64(_check(sealed)),
    }
    if kind in _SERVER_KINDS:
        slot["login_pub"] = b64(public_key(login_seed(seed, slot_id)))
    check_slot(slot)
    return slot


def check_slot(slot: object) -> Slot:
    """The fields of a slot record as bytes; says nothing yet about whether it opens.

    Raises UnsupportedError for a slot or profile of a later version, FormatError when a member is
    missing, unknown or not what its kind demands (kdf, login, salt).
    """
    if not isinstance(slot, Mapping):
        raise FormatError("slot")
    _check_version(slot.get("v"))
    kind = slot.get("kind")
    if not isinstance(kind, str) or kind not in SLOT_KINDS:
        raise FormatError("slot_kind")
    if set(slot) != (_MEMBERS | {"login_pub"} if kind in _SERVER_KINDS else _MEMBERS):
        raise FormatError("slot")
    kdf, login, salt = slot["kdf"], slot["login"], unb64(slot["salt"], 16)
    if kind == PASSPHRASE:
        check_floor(kdf)
    if type(kdf) is not int or kdf != _KDF[kind]:
        raise FormatError("kdf")
    if login != "" and (kind != PASSPHRASE or not isinstance(login, str) or normalise_login(login) != login):
        raise FormatError("login")
    if kdf == 0 and salt != _NO_SALT:
        raise FormatError("salt")
    return Slot(
        slot_id=unb64(slot["slot_id"], 16),
        kind=kind,
        kdf=kdf,
        login=login,
        salt=salt,
        login_pub=unb64(slot["login_pub"], 32) if kind in _SERVER_KINDS else b"",
        sealed=unb64(slot["sealed"]),
        check=unb64(slot["check"], 6),
    )


def open_slot(slot: object, seed: bytes) -> dict[int, bytes]:
    """Every root in the slot, by epoch.

    Raises, besides the errors of `check_slot`: DamagedError `slot_check` when this copy is damaged,
    DamagedError `wrong_secret` when the seed belongs to another secret, other DamagedErrors as
    `open_`, FormatError when the roots do not belong together (vault, epochs).
    """
    read = check_slot(slot)
    if not hmac.compare_digest(read.check, _check(read.sealed)):
        raise DamagedError("slot_check")
    try:
        content = open_(slot_key(seed, read.slot_id), KIND_SLOT, read.context, read.sealed)
    except DamagedError as error:
        raise DamagedError("wrong_secret") if error.code == "commitment" else error from None
    return _read_roots(decode(content))


def _read_roots(content: object) -> dict[int, bytes]:
    if not isinstance(content, dict):
        raise FormatError("slot_content")
    _check_version(content.get("v"))
    if set(content) != {"v", "vault", "roots"} or not isinstance(content["roots"], dict):
        raise FormatError("slot_content")
    texts = content["roots"]
    if set(texts) != {str(epoch) for epoch in range(1, len(texts) + 1)}:
        raise FormatError("slot_epochs")
    roots = {epoch: unb64(texts[str(epoch)], ROOT_BYTES) for epoch in range(1, len(texts) + 1)}
    if unb64(content["vault"], 16) != vault_id(_root_1(roots)):
        raise FormatError("slot_vault")
    return roots


def _root_1(roots: Mapping[int, bytes]) -> bytes:
    if not roots or set(roots) != set(range(1, len(roots) + 1)):
        raise FormatError("slot_epochs")
    if any(len(root) != ROOT_BYTES for root in roots.values()):
        raise FormatError("root_length")
    return roots[1]


def _check_version(v: object) -> None:
    if type(v) is not int or v < 1:
        raise FormatError("slot_version")
    if v > 1:
        raise UnsupportedError("slot_version")


def _check(sealed: bytes) -> bytes:
    return digest("slot-check", sealed)[:6]
