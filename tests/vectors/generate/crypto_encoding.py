"""Vectors of crypto/encoding: integers, base64url, labels, canonical JSON."""

from __future__ import annotations

from typing import Any

from crypto.encoding import U64_MAX, b64, digest, encode
from tests.vectors.generate.document import Case, Document, case, document

FORMAT = {"error": "FormatError"}
ID = bytes(range(16))
RECORD_X = {
    "v": 1,
    "id": b64(ID),
    "type": "entry",
    "at": [1700000000000, "abcdef"],
    "past": "",
    "f": {"b": {"10": {"t": "x"}, "2": {"t": "y"}, "aa": {"o": [1, "q", 0], "t": "café\n\u2028\U0001f600"}}},
}


def nested(depth: int) -> Any:
    """Arrays inside one another; depth 1 is one empty array."""
    value: list[Any] = []
    for _ in range(depth - 1):
        value = [value]
    return value


VALUES: list[tuple[str, Any]] = [
    ("empty object", {}),
    ("empty array", []),
    ("empty string", ""),
    ("true and false", [True, False]),
    ("integers up to the limits", [0, -1, 10, U64_MAX, -U64_MAX]),
    ("keys by byte value: 10 before 2, upper case before lower", {"2": 1, "10": 2, "a": 3, "B": 4, "_": 5}),
    ("keys with every allowed punctuation", {"a.b": 1, "a-b": 2, "a_b": 3, "...": 4}),
    ("a key of 200 characters", {"k" * 200: 1}),
    ("names of JavaScript's own", {"constructor": 1, "toString": 2, "prototype": 3}),
    ("escapes", '"\\\b\t\n\f\r\x00\x0b\x1f'),
    ("a slash, DEL and C1 controls stay raw", "/\x7f\x80\x9f"),
    ("line and paragraph separator stay raw", "\u2028\u2029"),
    ("astral characters", "\U0001f600\U0010ffff"),
    ("not normalised", "e\u0301 é ﬁ"),
    ("a byte order mark inside a string", "\ufeffx"),
    ("sixteen arrays inside one another", nested(16)),
    ("record X of the anchor values", RECORD_X),
]

REFUSED: list[tuple[str, bytes]] = [
    ("nothing", b""),
    ("null", b"null"),
    ("null inside", b'{"a":null}'),
    ("a fraction", b"1.5"),
    ("a whole number written as a fraction", b"1.0"),
    ("an exponent", b"1e2"),
    ("minus zero", b"-0"),
    ("a leading zero", b"01"),
    ("beyond 2^53-1", b"9007199254740992"),
    ("beyond -(2^53-1)", b"-9007199254740992"),
    ("far beyond every integer", b"1" + b"0" * 5000),
    ("not a number", b"NaN"),
    ("infinity", b"Infinity"),
    ("duplicate key", b'{"a":1,"a":1}'),
    ("keys out of order", b'{"b":1,"a":2}'),
    ("integer-like keys in number order", b'{"2":1,"10":2}'),
    ("space", b'{"a": 1}'),
    ("trailing line feed", b"{}\n"),
    ("leading space", b" {}"),
    ("trailing comma", b"[1,]"),
    ("two values", b"{}{}"),
    ("byte order mark", b"\xef\xbb\xbf{}"),
    ("key __proto__", b'{"__proto__":1}'),
    ("empty key", b'{"":1}'),
    ("key with a space", b'{"a b":1}'),
    ("key with an umlaut", '{"ä":1}'.encode()),
    ("key with a line feed at its end", b'{"a\\n":1}'),
    ("key of 201 characters", b'{"' + b"k" * 201 + b'":1}'),
    ("an escape that is not needed", b'"\\u0061"'),
    ("an escaped slash", b'"\\/"'),
    ("an escape in upper case", b'"\\u001F"'),
    ("line feed as \\u000a", b'"\\u000a"'),
    ("a raw control character", b'"\x01"'),
    ("an escaped astral character", b'"\\ud83d\\ude00"'),
    ("an escaped lone surrogate", b'"\\ud800"'),
    ("a raw lone surrogate", b'"\xed\xa0\x80"'),
    ("bytes that are not UTF-8", b'"\xff"'),
    ("an overlong form", b'"\xc0\xaf"'),
    ("single quotes", b"'a'"),
    ("seventeen arrays inside one another", b"[" * 17 + b"]" * 17),
    ("ten thousand arrays inside one another", b"[" * 10_000 + b"]" * 10_000),
    ("cut", b'{"a":1'),
]

NO_TEXT_FORM: list[tuple[str, Any]] = [
    ("null", None),
    ("null inside", {"a": [None]}),
    ("a fraction", 1.5),
    ("beyond 2^53-1", 2**53),
    ("key __proto__", {"__proto__": 1}),
    ("key with a space", {"a b": 1}),
    ("empty key", {"": 1}),
    ("seventeen arrays inside one another", nested(17)),
]


def documents() -> dict[str, Document]:
    """The files of this module."""
    return {
        "crypto/encoding/encode.json": document(
            "crypto.encoding.encode",
            "Canonical JSON of a value (SPEC 1.6).",
            [case(comment, {"value": value}, encode(value).hex()) for comment, value in VALUES]
            + [case(comment, {"value": value}, FORMAT) for comment, value in NO_TEXT_FORM],
        ),
        "crypto/encoding/decode.json": document(
            "crypto.encoding.decode",
            "The value behind canonical JSON, or a refusal (SPEC 1.6).",
            [case(comment, {"data": encode(value).hex()}, value) for comment, value in VALUES]
            + [case(comment, {"data": data.hex()}, FORMAT) for comment, data in REFUSED],
        ),
        "crypto/encoding/b64.json": document(
            "crypto.encoding.b64",
            "base64url without padding (SPEC 1.3).",
            [
                case(
                    f"{n} bytes",
                    {"data": bytes(range(255, 255 - n, -1)).hex()},
                    b64(bytes(range(255, 255 - n, -1))),
                )
                for n in (0, 1, 2, 3, 4, 16, 32)
            ],
        ),
        "crypto/encoding/unb64.json": document(
            "crypto.encoding.unb64", "Strict decoding; `n` is the demanded length (SPEC 1.3).", _unb64()
        ),
        "crypto/encoding/integers.json": document(
            "crypto.encoding.integers",
            "Big-endian integers, written and read back; `bits` is the size (SPEC 1.1).",
            _integers(),
        ),
        "crypto/encoding/read.json": document(
            "crypto.encoding.read", "Reading an integer at an offset (SPEC 1.1).", _read()
        ),
        "crypto/encoding/lp.json": document(
            "crypto.encoding.lp",
            "A length, then the bytes; a long payload is one byte and how often (SPEC 1.1).",
            [
                case("empty", {"payload": ""}, "0000"),
                case("three bytes", {"payload": "616263"}, "0003616263"),
                case("too long", {"payload": {"byte": "61", "times": 65536}}, FORMAT),
            ],
        ),
        "crypto/encoding/digest.json": document(
            "crypto.encoding.digest",
            "SHA-256 under a label (SPEC 1.2).",
            [
                case("no data", {"name": "bucket", "data": ""}, digest("bucket", b"").hex()),
                case("another label", {"name": "root", "data": ""}, digest("root", b"").hex()),
                case("some data", {"name": "genesis", "data": ID.hex()}, digest("genesis", ID).hex()),
            ],
        ),
    }


def _unb64() -> list[Case]:
    good = [
        case(f"{n} bytes", {"text": b64(bytes(range(n)))}, bytes(range(n)).hex()) for n in (0, 1, 2, 3, 16)
    ]
    good.append(case("both special characters", {"text": "-_-_"}, "fbffbf"))
    good.append(case("the demanded length", {"text": "AAAA", "n": 3}, "000000"))
    faults = [
        ("padding", "AA=="),
        ("the other alphabet", "+/+/"),
        ("space inside", "AA AA"),
        ("line feed at the end", "AAAA\n"),
        ("spare bits not zero, one byte", "AB"),
        ("spare bits not zero, two bytes", "AAB"),
        ("five characters", "AAAAA"),
        ("a letter from another script", "AAAÄ"),
    ]
    return [
        *good,
        *(case(comment, {"text": text}, FORMAT) for comment, text in faults),
        case("another length", {"text": "AAAA", "n": 4}, FORMAT),
        case("not text", {"text": 5}, FORMAT),
    ]


def _integers() -> list[Case]:
    cases = []
    for bits in (8, 16, 32):
        top = 2**bits - 1
        cases += [
            case(f"u{bits} {n}", {"bits": bits, "n": n}, n.to_bytes(bits // 8, "big").hex())
            for n in (0, 1, top)
        ]
        cases += [case(f"u{bits} beyond", {"bits": bits, "n": n}, FORMAT) for n in (-1, top + 1)]
    cases += [case(f"u64 {n}", {"bits": 64, "n": n}, n.to_bytes(8, "big").hex()) for n in (0, 2**32, U64_MAX)]
    return [*cases, case("u64 beyond 2^53-1", {"bits": 64, "n": 2**53}, FORMAT)]


def _read() -> list[Case]:
    data = bytes(range(1, 10)).hex()
    return [
        case("u8", {"bits": 8, "data": data, "offset": 8}, 9),
        case("u16", {"bits": 16, "data": data, "offset": 1}, 0x0203),
        case("u32", {"bits": 32, "data": data, "offset": 5}, 0x06070809),
        case("u64", {"bits": 64, "data": "001fffffffffffff", "offset": 0}, U64_MAX),
        case("u64 beyond 2^53-1", {"bits": 64, "data": "0020000000000000", "offset": 0}, FORMAT),
        case("u64 with the top bit", {"bits": 64, "data": "ffffffffffffffff", "offset": 0}, FORMAT),
        *(
            case(f"u{bits} cut", {"bits": bits, "data": data, "offset": 10 - bits // 8}, FORMAT)
            for bits in (8, 16, 32, 64)
        ),
    ]
