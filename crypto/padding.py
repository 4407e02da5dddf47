"""Buckets: every plaintext is as long as one of a few sizes (SPEC 4.2 step 3, 4.3 step 4)."""

from crypto.encoding import read_u32, u32
from crypto.errors import DamagedError, FormatError

KIND_REMINDER = 6
SMALLEST_BUCKET = 2**10
LARGEST_BUCKET = 2**20
REMINDER_BUCKET = 2**8
PREFIX_BYTES = 4


def bucket(n: int, kind: int) -> int:
    """The length in bytes of the padded plaintext of an n-byte payload; kind: SPEC 4.1.

    Raises FormatError when the payload does not fit the largest bucket of its kind.
    """
    needed = n + PREFIX_BYTES
    smallest, largest = SMALLEST_BUCKET, LARGEST_BUCKET
    if kind == KIND_REMINDER:
        smallest = largest = REMINDER_BUCKET
    if needed > largest:
        raise FormatError("payload_length")
    return max(smallest, 1 << (needed - 1).bit_length())


def pad(payload: bytes, kind: int) -> bytes:
    """u32(length), the payload, zeros up to the bucket. Raises FormatError when it is too long."""
    return (u32(len(payload)) + payload).ljust(bucket(len(payload), kind), b"\0")


def unpad(plaintext: bytes, kind: int) -> bytes:
    """The payload of a padded plaintext.

    Raises DamagedError when the length prefix does not fit, the bucket is not the smallest allowed
    one, or any byte of padding is not zero.
    """
    if len(plaintext) < PREFIX_BYTES:
        raise DamagedError("padding")
    end = PREFIX_BYTES + read_u32(plaintext)
    if end > len(plaintext) or len(plaintext) > LARGEST_BUCKET:
        raise DamagedError("padding")
    payload = plaintext[PREFIX_BYTES:end]
    if kind == KIND_REMINDER and len(plaintext) != REMINDER_BUCKET:
        raise DamagedError("padding")
    if len(plaintext) != bucket(len(payload), kind) or any(plaintext[end:]):
        raise DamagedError("padding")
    return payload
