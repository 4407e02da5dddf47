"""The seal: the one way in which Selfward encrypts anything at rest or in transit (SPEC 4)."""

import hmac
from collections.abc import Container, Mapping

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from crypto.encoding import Random, label, read_u32, u8, u16, u32
from crypto.errors import DamagedError, FormatError, LockedError
from crypto.padding import REMINDER_BUCKET, pad, unpad

KIND_RECORD = 1
KIND_BLOB = 2
KIND_SLOT = 3
KIND_HANDOFF = 4
KIND_SHARE = 5
KIND_REMINDER = 6
KIND_LETTER = 7
KIND_LOCAL = 8

OVERHEAD = 88
KEY_BYTES = 32
SALT_BYTES = 32

_MAGIC = b"SW"
_SUITE = 1
_NONCE = bytes(12)
_EPOCH_KINDS = frozenset({KIND_RECORD, KIND_BLOB, KIND_REMINDER, KIND_LOCAL})
_CONTEXT_BYTES = {
    KIND_RECORD: range(16, 17),
    KIND_BLOB: range(16, 17),
    KIND_SLOT: range(18, 19),
    KIND_HANDOFF: range(49, 50),
    KIND_SHARE: range(24, 25),
    KIND_REMINDER: range(20, 21),
    KIND_LETTER: range(32, 33),
    KIND_LOCAL: range(1, 65),
}


def object_context(object_id: bytes) -> bytes:
    """The context of a record or blob part (kinds 1, 2): its 16-byte object id."""
    return _exactly(object_id, 16)


def slot_context(slot_id: bytes, slot_kind: int, kdf: int) -> bytes:
    """The context of a slot (kind 3): its 16-byte id, the number of its kind, its profile (SPEC 5.1)."""
    return _exactly(slot_id, 16) + u8(slot_kind) + u8(kdf)


def handoff_context(purpose: int, box_id: bytes, pk: bytes) -> bytes:
    """The context of a handoff's inner layer (kind 4): purpose, box_id 16 bytes, pk 32 bytes."""
    return u8(purpose) + _exactly(box_id, 16) + _exactly(pk, 32)


def share_context(share_id: bytes, version: int, part: int, parts: int) -> bytes:
    """The context of a share part (kind 5): share_id 16 bytes, version, part number, number of parts."""
    return _exactly(share_id, 16) + u32(version) + u16(part) + u16(parts)


def reminder_context(reminder_id: bytes, fire_min: int) -> bytes:
    """The context of a reminder line (kind 6): reminder_id 16 bytes, the UTC minute it is due."""
    return _exactly(reminder_id, 16) + u32(fire_min)


def letter_context(inbox_id: bytes, letter_id: bytes) -> bytes:
    """The context of a letter (kind 7): inbox_id and letter_id, 16 bytes each."""
    return _exactly(inbox_id, 16) + _exactly(letter_id, 16)


def local_context(name: str) -> bytes:
    """The context of a row that never leaves the device (kind 8): its ASCII name, 1-64 characters."""
    if not name.isascii() or not 1 <= len(name) <= 64:
        raise FormatError("context")
    return name.encode("ascii")


def seal(key: bytes, kind: int, epoch: int, context: bytes, payload: bytes, *, random: Random) -> bytes:
    """An envelope that only this key opens, and only as this kind, epoch and context (SPEC 4.2).

    key: 32 bytes, the key of the kind in SPEC 4.1. epoch: 1 or more for records, blobs, reminders
    and local rows, else 0. context: from the builder of the kind. payload: up to 1 048 572 bytes
    (252 for kind 6). Raises FormatError when one of these does not hold.
    """
    return seal_with_salt(key, kind, epoch, context, payload, random(SALT_BYTES))


def seal_with_salt(key: bytes, kind: int, epoch: int, context: bytes, payload: bytes, salt: bytes) -> bytes:
    """As `seal`, with a given salt. Only for test vectors: a salt used twice breaks the seal."""
    _check_inputs(key, kind, context)
    _check_epoch(kind, epoch)
    head = _MAGIC + u8(_SUITE) + u8(kind) + u32(epoch)
    k, commitment = _derive(key, _exactly(salt, SALT_BYTES), head, context)
    return head + salt + commitment + AESGCM(k).encrypt(_NONCE, pad(payload, kind), None)


def header(envelope: bytes) -> tuple[int, int]:
    """(kind, epoch) as an envelope states them, not yet verified.

    Raises FormatError for bytes that are too short, another magic or suite, an unknown kind, or an
    epoch that the kind cannot have.
    """
    if len(envelope) < OVERHEAD + REMINDER_BUCKET:
        raise FormatError("envelope_length")
    if envelope[:2] != _MAGIC or envelope[2] != _SUITE:
        raise FormatError("envelope_suite")
    kind, epoch = envelope[3], read_u32(envelope, 4)
    if kind not in _CONTEXT_BYTES:
        raise FormatError("envelope_kind")
    _check_epoch(kind, epoch)
    return kind, epoch


def open_(
    key: bytes | Mapping[int, bytes],
    kind: int,
    context: bytes,
    envelope: bytes,
    epochs: Container[int] | None = None,
) -> bytes:
    """The payload of an envelope (SPEC 4.3).

    key: 32 bytes, or the keys held, by epoch. kind, context: what the opener expects, never read
    from the message. epochs: those the caller allows; None allows every epoch.
    Raises FormatError for another structure, kind or a forbidden epoch, LockedError when no key of
    the epoch is held, DamagedError when key, context or a byte is not what was sealed.
    """
    stated, epoch = header(envelope)
    if stated != kind:
        raise FormatError("envelope_kind")
    if epochs is not None and epoch not in epochs:
        raise FormatError("envelope_epoch")
    if isinstance(key, Mapping):
        if epoch not in key:
            raise LockedError("epoch")
        key = key[epoch]
    _check_inputs(key, kind, context)
    k, commitment = _derive(key, envelope[8:40], envelope[:8], context)
    if not hmac.compare_digest(commitment, envelope[40:72]):
        raise DamagedError("commitment")
    try:
        plaintext = AESGCM(k).decrypt(_NONCE, envelope[72:], None)
    except InvalidTag:
        raise DamagedError("tag") from None
    return unpad(plaintext, kind)


def _derive(key: bytes, salt: bytes, head: bytes, context: bytes) -> tuple[bytes, bytes]:
    okm = HKDF(algorithm=SHA256(), length=64, salt=salt, info=label("seal") + head + context).derive(key)
    return okm[:32], okm[32:]


def _check_inputs(key: bytes, kind: int, context: bytes) -> None:
    if len(key) != KEY_BYTES:
        raise FormatError("key_length")
    if kind not in _CONTEXT_BYTES:
        raise FormatError("envelope_kind")
    if len(context) not in _CONTEXT_BYTES[kind]:
        raise FormatError("context")


def _check_epoch(kind: int, epoch: int) -> None:
    if (epoch >= 1) != (kind in _EPOCH_KINDS):
        raise FormatError("envelope_epoch")


def _exactly(data: bytes, n: int) -> bytes:
    if len(data) != n:
        raise FormatError("length")
    return data
