"""The key tree: what follows from a root (SPEC 3)."""

from dataclasses import dataclass, field

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from crypto.encoding import label

ROOT_BYTES = 32


@dataclass(frozen=True)
class EpochKeys:
    """The four uses of one epoch's root (SPEC 3.1), 32 bytes each. `log` is an Ed25519 seed."""

    content: bytes = field(repr=False)
    local: bytes = field(repr=False)
    reminder: bytes = field(repr=False)
    log: bytes = field(repr=False)


def derive(key: bytes, name: str, ctx: bytes = b"", n: int = 32) -> bytes:
    """KDF(key, name, ctx, n) of SPEC 1.2: n bytes that say nothing about the key or about each other.

    key: secret bytes of any length. name: a label of SPEC 3.2. ctx: what the result is bound to.
    """
    return HKDF(algorithm=SHA256(), length=n, salt=None, info=label(name) + ctx).derive(key)


def vault_id(root_1: bytes) -> bytes:
    """The 16 bytes that say which vault this is, from the root of epoch 1 (SPEC 3.2)."""
    return derive(root_1, "vault-id", n=16)


def singleton_id(root_1: bytes, name: str) -> bytes:
    """The 16-byte object id of a record that exists once per vault, such as `keys` (SPEC 3.2, 10.2)."""
    return derive(root_1, "singleton", name.encode("ascii"), 16)


def epoch_keys(root: bytes) -> EpochKeys:
    """The keys of one epoch, from its 32-byte root (SPEC 3.1)."""
    return EpochKeys(
        content=derive(root, "content"),
        local=derive(root, "local"),
        reminder=derive(root, "reminder"),
        log=derive(root, "log"),
    )
