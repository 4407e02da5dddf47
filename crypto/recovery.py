"""The recovery code: 16 random bytes that a person can write on paper (SPEC 5.4)."""

from crypto.encoding import digest, read_u16
from crypto.errors import FormatError
from crypto.keys import derive

CODE_BYTES = 16
CODE_CHARACTERS = 28
GROUP = 4

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_AS = str.maketrans({" ": None, "-": None, "O": "0", "I": "1", "L": "1"})


def encode_code(r: bytes) -> str:
    """Seven groups of four characters: r (16 bytes) and a 12-bit check, in Crockford base32."""
    if len(r) != CODE_BYTES:
        raise FormatError("recovery_length")
    bits = int.from_bytes(r, "big") << 12 | _check(r)
    text = "".join(_ALPHABET[bits >> 5 * i & 31] for i in reversed(range(CODE_CHARACTERS)))
    return "-".join(text[i : i + GROUP] for i in range(0, CODE_CHARACTERS, GROUP))


def decode_code(text: str) -> bytes:
    """The 16 bytes behind a code as a person may type it: any case, spaces, hyphens, O, I and L.

    Raises FormatError: `recovery_character`, `recovery_length`, or `recovery_check` for a typing slip.
    """
    if not text.isascii():
        raise FormatError("recovery_character")
    plain = text.upper().translate(_READ_AS)
    if any(character not in _ALPHABET for character in plain):
        raise FormatError("recovery_character")
    if len(plain) != CODE_CHARACTERS:
        raise FormatError("recovery_length")
    bits = 0
    for character in plain:
        bits = bits << 5 | _ALPHABET.index(character)
    r = (bits >> 12).to_bytes(CODE_BYTES, "big")
    if bits & 0xFFF != _check(r):
        raise FormatError("recovery_check")
    return r


def seed(r: bytes) -> bytes:
    """The 32-byte seed of the recovery slot, from the code's 16 bytes."""
    if len(r) != CODE_BYTES:
        raise FormatError("recovery_length")
    return derive(r, "recovery")


def _check(r: bytes) -> int:
    return read_u16(digest("recovery-check", r)) >> 4
