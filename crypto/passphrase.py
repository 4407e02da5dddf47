"""Passphrases and PINs: from what a person types to a seed (SPEC 5.2)."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from crypto.encoding import Random, digest, lp, read_u16, u8
from crypto.errors import FormatError, UnsupportedError
from crypto.identity import normalise_login

KDF_PASSPHRASE = 1
KDF_PIN = 9
GENERATED_WORDS = 6
MIN_WORD_LIST = 2000

_CONTROL = re.compile("[\x00-\x1f\x7f]")


@dataclass(frozen=True)
class Profile:
    """One row of SPEC 5.2: memory in KiB, passes, lanes."""

    memory_kib: int
    passes: int
    lanes: int


PROFILES = {KDF_PASSPHRASE: Profile(65_536, 3, 1), KDF_PIN: Profile(19_456, 2, 1)}
"""The profiles this version computes, by kdf id. Ids are agreed, numbers are never negotiated."""


def normalise(text: str) -> bytes:
    """The bytes of a passphrase: NFKC, spaces at both ends dropped, UTF-8, 1-1024 bytes (SPEC 5.2).

    Raises FormatError for control characters, lone surrogates, and nothing or too much typed.
    """
    composed = unicodedata.normalize("NFKC", text).strip(" ")
    if _CONTROL.search(composed):
        raise FormatError("passphrase_character")
    try:
        data = composed.encode("utf-8")
    except UnicodeEncodeError:
        raise FormatError("passphrase_character") from None
    if not 1 <= len(data) <= 1024:
        raise FormatError("passphrase_length")
    return data


def salt_of(kdf: int, login: str, salt16: bytes) -> bytes:
    """The 16-byte Argon2id salt of a passphrase slot (SPEC 5.2).

    login: as the person typed it, normalised (`normalise_login`), or empty for a vault without
    account; never a name a server sent. salt16: the slot's 16-byte salt.
    """
    if len(salt16) != 16 or (login and login != normalise_login(login)):
        raise FormatError("salt")
    return digest("salt", u8(kdf) + lp(login.encode("ascii")) + salt16)[:16]


def derive_seed(passphrase: str, login: str, salt16: bytes, kdf: int) -> bytes:
    """The 32-byte seed of a passphrase slot. Slow on purpose: 64 MiB, three passes.

    Raises FormatError for a kdf below the floor (anything but KDF_PASSPHRASE), UnsupportedError for
    one reserved for a later version.
    """
    check_floor(kdf)
    return stretch(normalise(passphrase), salt_of(kdf, login, salt16), kdf)


def check_floor(kdf: int) -> None:
    """Return when kdf may protect a passphrase slot in this version; errors as `derive_seed`."""
    if kdf == 2:
        raise UnsupportedError("kdf")
    if kdf != KDF_PASSPHRASE:
        raise FormatError("kdf")


def stretch(secret: bytes, salt: bytes, kdf: int) -> bytes:
    """Argon2id (RFC 9106) of a secret under a 16-byte salt with the profile's cost; 32 bytes."""
    profile = PROFILES.get(kdf)
    if profile is None:
        raise UnsupportedError("kdf")
    return Argon2id(
        salt=salt,
        length=32,
        iterations=profile.passes,
        lanes=profile.lanes,
        memory_cost=profile.memory_kib,
    ).derive(secret)


def generate(words: Sequence[str], random: Random) -> str:
    """Six words of the list, drawn evenly and joined by spaces.

    words: 2 000 to 65 536 different words; 2 000 of them give 65 bits. Raises FormatError for a
    list too short to be safe.
    """
    if not MIN_WORD_LIST <= len(words) <= 65_536:
        raise FormatError("word_list")
    return " ".join(words[_below(len(words), random)] for _ in range(GENERATED_WORDS))


def _below(limit: int, random: Random) -> int:
    # Draws beyond the last whole multiple are thrown away: otherwise early words would come oftener.
    ceiling = 65_536 - 65_536 % limit
    while True:
        drawn = read_u16(random(2))
        if drawn < ceiling:
            return drawn % limit
