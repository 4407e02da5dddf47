"""Vectors of crypto/keys: what follows from a root."""

from __future__ import annotations

from crypto.keys import derive, epoch_keys, singleton_id, vault_id
from tests.vectors.generate.document import Document, case, document

ROOT = bytes(range(32))
OTHER = bytes(range(255, 223, -1))


def documents() -> dict[str, Document]:
    """The files of this module."""
    derived = [
        ("no context", ROOT, "content", b"", 32),
        ("a context", ROOT, "singleton", b"settings", 16),
        ("two blocks", ROOT, "seal", b"abc", 64),
        ("an odd length", ROOT, "box-id", b"", 7),
        ("a short key", bytes(16), "recovery", b"", 32),
        ("a key longer than a block of the hash", bytes(100), "pin", b"", 32),
    ]
    return {
        "crypto/keys/derive.json": document(
            "crypto.keys.derive",
            "HKDF-SHA256 under a label (SPEC 1.2).",
            [
                case(
                    comment,
                    {"key": key.hex(), "name": name, "ctx": ctx.hex(), "n": n},
                    derive(key, name, ctx, n).hex(),
                )
                for comment, key, name, ctx, n in derived
            ],
        ),
        "crypto/keys/vault_id.json": document(
            "crypto.keys.vault_id",
            "Which vault a root of epoch 1 belongs to (SPEC 3.2).",
            [case("another root", {"root": OTHER.hex()}, vault_id(OTHER).hex())],
        ),
        "crypto/keys/singleton_id.json": document(
            "crypto.keys.singleton_id",
            "Object ids of one-per-vault records (SPEC 3.2).",
            [
                case(name, {"root": ROOT.hex(), "name": name}, singleton_id(ROOT, name).hex())
                for name in ("settings", "keys2")
            ],
        ),
        "crypto/keys/epoch_keys.json": document(
            "crypto.keys.epoch_keys",
            "The four uses of a root (SPEC 3.1).",
            [
                case(
                    comment,
                    {"root": root.hex()},
                    {
                        use: getattr(epoch_keys(root), use).hex()
                        for use in ("content", "local", "reminder", "log")
                    },
                )
                for comment, root in (("counting up", ROOT), ("counting down", OTHER))
            ],
        ),
    }
