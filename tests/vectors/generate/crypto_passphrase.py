"""Vectors of crypto/passphrase: what is typed, salts, profiles, drawn words."""

from __future__ import annotations

from typing import Any

from crypto.passphrase import derive_seed, generate, normalise, salt_of, stretch
from tests.vectors.generate.document import Case, Document, case, document

SALT16 = bytes(range(0x30, 0x40))
FORMAT = {"error": "FormatError"}
UNSUPPORTED = {"error": "UnsupportedError", "code": "kdf"}

TYPED = [
    ("plain", "correct horse"),
    ("composed", "caf\u00e9"),
    ("decomposed", "cafe\u0301"),
    ("ligature and full width", "ﬁsh Ａ１"),
    ("spaces at both ends", "  a b  "),
    ("a no-break space at the end becomes a space", "a\u00a0"),
    ("an ideographic space at the start becomes a space", "\u3000a"),
    ("spaces inside stay", "a  b"),
    ("astral", "\U0001f600"),
    ("Hangul letters join", "\u1112\u1161\u11ab"),
    ("1024 bytes", "a" * 1024),
    ("characters above U+007F that look like control", "a\u0080b"),
]
REFUSED = [
    ("nothing", "", "passphrase_length"),
    ("spaces only", "   ", "passphrase_length"),
    ("1025 bytes", "a" * 1025, "passphrase_length"),
    ("1026 bytes of two-byte characters", "é" * 513, "passphrase_length"),
    ("line feed", "a\nb", "passphrase_character"),
    ("tab at the end", "a\t", "passphrase_character"),
    ("zero", "a\x00", "passphrase_character"),
    ("U+001F", "\x1fa", "passphrase_character"),
    ("U+007F", "a\x7fb", "passphrase_character"),
]


def documents() -> dict[str, Document]:
    """The files of this module."""
    return {
        "crypto/passphrase/normalise.json": document(
            "crypto.passphrase.normalise",
            "The bytes of what is typed (SPEC 5.2).",
            [case(comment, {"text": text}, normalise(text).hex()) for comment, text in TYPED]
            + [case(comment, {"text": text}, {**FORMAT, "code": code}) for comment, text, code in REFUSED],
        ),
        "crypto/passphrase/salt_of.json": document(
            "crypto.passphrase.salt_of", "The Argon2id salt of a slot (SPEC 5.2).", _salts()
        ),
        "crypto/passphrase/derive_seed.json": document(
            "crypto.passphrase.derive_seed", "The seed of a passphrase slot (SPEC 5.2).", _seeds()
        ),
        "crypto/passphrase/stretch.json": document(
            "crypto.passphrase.stretch",
            "Argon2id with the cost of a profile (SPEC 5.2).",
            [
                case(
                    f"kdf {kdf}",
                    {"secret": b"1234".hex(), "salt": SALT16.hex(), "kdf": kdf},
                    stretch(b"1234", SALT16, kdf).hex(),
                )
                for kdf in (1, 9)
            ]
            + [
                case(f"kdf {kdf}", {"secret": "31", "salt": SALT16.hex(), "kdf": kdf}, UNSUPPORTED)
                for kdf in (0, 2, 3, 255)
            ],
        ),
        "crypto/passphrase/generate.json": document(
            "crypto.passphrase.generate",
            "Six words drawn with given bytes from a list of w0, w1, … of `count` words.",
            _drawn(),
        ),
    }


def _salts() -> list[Case]:
    def given(kdf: int, login: str, salt: bytes = SALT16) -> dict[str, Any]:
        return {"kdf": kdf, "login": login, "salt": salt.hex()}

    good = [
        ("a name", given(1, "mara")),
        ("another name", given(1, "mira")),
        ("no account", given(1, "")),
        ("another kdf", given(2, "mara")),
        ("another salt", given(1, "mara", bytes(16))),
    ]
    return [
        *(case(c, g, salt_of(g["kdf"], g["login"], bytes.fromhex(g["salt"])).hex()) for c, g in good),
        case("name not normalised", given(1, "Mara"), FORMAT),
        case("no name", given(1, "m"), FORMAT),
        case("salt of 15 bytes", given(1, "mara", SALT16[1:]), FORMAT),
    ]


def _seeds() -> list[Case]:
    def given(passphrase: str, login: str, kdf: int = 1) -> dict[str, Any]:
        return {"passphrase": passphrase, "login": login, "salt": SALT16.hex(), "kdf": kdf}

    seed = derive_seed("correct horse é", "", SALT16, 1).hex()
    return [
        case("no account", given("correct horse é", ""), seed),
        case("decomposed and with outer spaces", given(" correct horse e\u0301 ", ""), seed),
        case(
            "below the floor: the PIN's profile", given("correct horse", "mara", 9), {**FORMAT, "code": "kdf"}
        ),
        case("no profile at all", given("correct horse", "mara", 0), {**FORMAT, "code": "kdf"}),
        case("a later profile", given("correct horse", "mara", 2), UNSUPPORTED),
        case("nothing typed", given(" ", "mara"), {**FORMAT, "code": "passphrase_length"}),
        case("name not normalised", given("correct horse", "Mara"), FORMAT),
    ]


def _drawn() -> list[Case]:
    def given(count: int, drawn: bytes) -> dict[str, Any]:
        return {"count": count, "random": drawn.hex()}

    def draw(count: int, drawn: bytes) -> str:
        rest = iter(drawn)
        words = [f"w{i}" for i in range(count)]
        return generate(words, lambda n: bytes(next(rest) for _ in range(n)))

    good = [
        ("2048 words divide 65536 evenly", 2048, bytes.fromhex("000007ff0800ffff12348000")),
        (
            "7776 words: draws from 62208 on are thrown away",
            7776,
            bytes.fromhex("0000 f300 f2ff ffff 1e5f 1e60 f301 0001 0002"),
        ),
        ("the longest list", 65536, bytes.fromhex("0000ffff000180007fff1234")),
    ]
    return [
        *(case(comment, given(count, drawn), draw(count, drawn)) for comment, count, drawn in good),
        case("a list too short", given(1999, bytes(64)), {**FORMAT, "code": "word_list"}),
        case("a list too long", given(65537, bytes(64)), {**FORMAT, "code": "word_list"}),
    ]
