"""Bytes, labels, hashes, base64url and canonical JSON (SPEC 1.1-1.6)."""

import base64
import hashlib
import json
import re
from collections.abc import Callable
from typing import Any

from crypto.errors import FormatError

Random = Callable[[int], bytes]
"""A source of randomness: n -> n random bytes. Callers pass `os.urandom`; tests pass a seeded source."""

U64_MAX = 2**53 - 1
"""The greatest integer allowed anywhere: both languages hold it exactly (SPEC 1.1, 1.6)."""

MAX_DEPTH = 16
"""Arrays and objects inside one another, the outermost counted as 1 (SPEC 1.6)."""

_KEY = re.compile(r"[A-Za-z0-9_.-]{1,200}")
_B64 = re.compile(r"[A-Za-z0-9_-]*")
_encode_string = json.JSONEncoder(ensure_ascii=False).encode


def u8(n: int) -> bytes:
    """One unsigned byte. Raises FormatError outside 0-255."""
    return _unsigned(n, 1)


def u16(n: int) -> bytes:
    """Two bytes, big-endian. Raises FormatError outside 0-65535."""
    return _unsigned(n, 2)


def u32(n: int) -> bytes:
    """Four bytes, big-endian. Raises FormatError outside 0-(2^32-1)."""
    return _unsigned(n, 4)


def u64(n: int) -> bytes:
    """Eight bytes, big-endian. Raises FormatError outside 0-(2^53-1)."""
    if n > U64_MAX:
        raise FormatError("integer_range")
    return _unsigned(n, 8)


def read_u8(data: bytes, offset: int = 0) -> int:
    """The unsigned byte at offset. Raises FormatError when it is not there."""
    return _read(data, offset, 1)


def read_u16(data: bytes, offset: int = 0) -> int:
    """The big-endian u16 at offset. Raises FormatError when two bytes are not there."""
    return _read(data, offset, 2)


def read_u32(data: bytes, offset: int = 0) -> int:
    """The big-endian u32 at offset. Raises FormatError when four bytes are not there."""
    return _read(data, offset, 4)


def read_u64(data: bytes, offset: int = 0) -> int:
    """The big-endian u64 at offset. Raises FormatError when it is cut or above 2^53-1."""
    value = _read(data, offset, 8)
    if value > U64_MAX:
        raise FormatError("integer_range")
    return value


def lp(data: bytes) -> bytes:
    """u16(length) followed by the data (SPEC 1.1). Raises FormatError beyond 65535 bytes."""
    return u16(len(data)) + data


def label(name: str) -> bytes:
    """L(name) of SPEC 1.2: `selfward/v1/`, the name, a zero byte. Names are those of SPEC 3.2."""
    return b"selfward/v1/" + name.encode("ascii") + b"\0"


def digest(name: str, data: bytes) -> bytes:
    """H(name, data) of SPEC 1.2: SHA-256 under a label, 32 bytes."""
    return hashlib.sha256(label(name) + data).digest()


def b64(data: bytes) -> str:
    """base64url without padding (SPEC 1.3)."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def unb64(text: object, n: int | None = None) -> bytes:
    """The bytes behind strict base64url; exactly n of them when n is given.

    Raises FormatError for padding, white space, another alphabet, spare bits that are not zero,
    another length, or a value that is not text.
    """
    if not isinstance(text, str) or not _B64.fullmatch(text) or len(text) % 4 == 1:
        raise FormatError("b64")
    data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if b64(data) != text:
        raise FormatError("b64")
    if n is not None and len(data) != n:
        raise FormatError("b64_length")
    return data


def encode(value: object) -> bytes:
    """Canonical JSON of a value, as UTF-8 (SPEC 1.6): equal values give equal bytes.

    value: dict with text keys, list, str, bool or int, nested at most 16 deep. Lone surrogates in
    strings become U+FFFD. Raises FormatError for null, fractions, integers beyond 2^53-1, keys
    outside the alphabet, `__proto__` and anything else JSON does not have.
    """
    return _write(value, 0).encode("utf-8")


def decode(data: bytes) -> Any:
    """The value behind canonical JSON. Raises FormatError unless encoding it again gives the same bytes.

    That one comparison refuses duplicate keys, fractions, white space and odd escapes (SPEC 1.6, step 4).
    """
    try:
        value = json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError):
        raise FormatError("cj") from None
    if encode(value) != data:
        raise FormatError("cj")
    return value


def _unsigned(n: int, size: int) -> bytes:
    try:
        return n.to_bytes(size, "big")
    except OverflowError:
        raise FormatError("integer_range") from None


def _read(data: bytes, offset: int, size: int) -> int:
    if offset < 0 or len(data) < offset + size:
        raise FormatError("cut")
    return int.from_bytes(data[offset : offset + size], "big")


def _write(value: object, depth: int) -> str:
    if isinstance(value, str):
        return _encode_string(_well_formed(value))
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        if abs(value) > U64_MAX:
            raise FormatError("cj_integer")
        return str(int(value))
    if isinstance(value, (dict, list)) and depth == MAX_DEPTH:
        raise FormatError("cj_depth")
    if isinstance(value, list):
        return "[" + ",".join([_write(item, depth + 1) for item in value]) + "]"
    if isinstance(value, dict):
        for key in value:
            if not isinstance(key, str) or not _KEY.fullmatch(key) or key == "__proto__":
                raise FormatError("cj_key")
        return "{" + ",".join([f'"{key}":{_write(value[key], depth + 1)}' for key in sorted(value)]) + "}"
    raise FormatError("cj_value")


def _well_formed(text: str) -> str:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        # Through UTF-16, so that a split surrogate pair joins as it does in JavaScript.
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text
