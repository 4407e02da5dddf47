"""Vectors of crypto/recovery: the code on paper and how people type it."""

from __future__ import annotations

from crypto.recovery import encode_code, seed
from tests.vectors.generate.document import Document, case, document

R = bytes.fromhex("fedcba9876543210f0e1d2c3b4a59687")
FORMAT = {"error": "FormatError"}


def documents() -> dict[str, Document]:
    """The files of this module."""
    code = encode_code(R)
    with_zeros = encode_code(bytes(range(16)))
    spoken = with_zeros.replace("0", "o").replace("1", "l").lower()
    good = [
        ("as printed", code, R),
        ("lower case", code.lower(), R),
        ("without hyphens", code.replace("-", ""), R),
        ("spaces for hyphens, and around", f"  {code.replace('-', '  ')} ", R),
        ("hyphens anywhere", "-".join(code.replace("-", "")), R),
        ("o for 0 and l for 1", spoken, bytes(range(16))),
        ("I for 1", with_zeros.replace("1", "I"), bytes(range(16))),
    ]
    faults = [
        ("nothing", "", "recovery_length"),
        ("one character missing", code[:-1], "recovery_length"),
        ("one character more", code + "0", "recovery_length"),
        ("first character wrong", _other(code, 0), "recovery_check"),
        ("character in the middle wrong", _other(code, 17), "recovery_check"),
        ("check character wrong", _other(code, len(code) - 1), "recovery_check"),
        ("two groups swapped", code[5:10] + code[:5] + code[10:], "recovery_check"),
        ("the letter U", "U" + code[1:], "recovery_character"),
        ("punctuation", code.replace("-", "."), "recovery_character"),
        ("a dash that is not a hyphen", code.replace("-", "–"), "recovery_character"),
        ("a letter that upper-cases to I", "\u0131" + code[1:], "recovery_character"),
        ("line feed", code + "\n", "recovery_character"),
    ]
    return {
        "crypto/recovery/encode_code.json": document(
            "crypto.recovery.encode_code",
            "Sixteen bytes as a code (SPEC 5.4).",
            [case(r.hex(), {"r": r.hex()}, encode_code(r)) for r in (bytes(16), b"\xff" * 16, R)]
            + [case("15 bytes", {"r": R[1:].hex()}, FORMAT)],
        ),
        "crypto/recovery/decode_code.json": document(
            "crypto.recovery.decode_code",
            "A code as it is typed (SPEC 5.4).",
            [case(comment, {"text": text}, r.hex()) for comment, text, r in good]
            + [case(comment, {"text": text}, {**FORMAT, "code": why}) for comment, text, why in faults],
        ),
        "crypto/recovery/seed.json": document(
            "crypto.recovery.seed",
            "The seed of a recovery slot (SPEC 5.4).",
            [case("some code", {"r": R.hex()}, seed(R).hex()), case("15 bytes", {"r": R[1:].hex()}, FORMAT)],
        ),
    }


def _other(code: str, at: int) -> str:
    return code[:at] + ("Z" if code[at] != "Z" else "Y") + code[at + 1 :]
