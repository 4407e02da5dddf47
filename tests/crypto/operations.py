"""What a vector of crypto asks for, by its `layer`: input in, plain JSON out.

The twin is pwa/tests/crypto/operations.ts. Bytes are lower-case hex.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

from crypto import encoding, envelope, identity, keys, padding, passphrase, recovery, wrapping

Given = dict[str, Any]
fromhex = bytes.fromhex


def payload_of(payload: str | dict[str, Any]) -> bytes:
    """Bytes written as hex, or as one byte and how often."""
    return fromhex(payload) if isinstance(payload, str) else fromhex(payload["byte"]) * payload["times"]


def drawn(data: str) -> encoding.Random:
    """A source that hands out these bytes and no others."""
    rest = iter(fromhex(data))
    return lambda n: bytes([next(rest) for _ in range(n)])


def integers(given: Given) -> str:
    made: bytes = getattr(encoding, f"u{given['bits']}")(given["n"])
    assert read({"bits": given["bits"], "data": made.hex(), "offset": 0}) == given["n"]
    return made.hex()


def read(given: Given) -> int:
    value: int = getattr(encoding, f"read_u{given['bits']}")(fromhex(given["data"]), given["offset"])
    return value


def epoch_keys(given: Given) -> dict[str, str]:
    made = keys.epoch_keys(fromhex(given["root"]))
    return {use: getattr(made, use).hex() for use in ("content", "local", "reminder", "log")}


def verify(given: Given) -> bool:
    pub, data, sig = (fromhex(given[name]) for name in ("pub", "data", "sig"))
    identity.verify(pub, given["name"], data, sig)
    return True


def make_proof(given: Given) -> dict[str, Any]:
    seed, slot_id, nonce = (fromhex(given[name]) for name in ("seed", "slot_id", "nonce"))
    return identity.make_proof(seed, given["action"], given["origin"], given["login"], slot_id, nonce)


def verify_proof(given: Given) -> bool:
    pub = fromhex(given["pub"])
    identity.verify_proof(pub, given["action"], given["origin"], given["login"], given["proof"])
    return True


def context(given: Given) -> str:
    build: Callable[..., bytes] = getattr(envelope, f"{given['of']}_context")
    takes_bytes = given["of"] != "local"
    fields = [
        fromhex(field) if takes_bytes and isinstance(field, str) else field for field in given["fields"]
    ]
    return build(*fields).hex()


def seal(given: Given) -> dict[str, Any]:
    key, bound, salt = (fromhex(given[name]) for name in ("key", "context", "salt"))
    payload = payload_of(given["payload"])
    sealed = envelope.seal_with_salt(key, given["kind"], given["epoch"], bound, payload, salt)
    return {
        "length": len(sealed),
        "commitment": sealed[40:72].hex(),
        "sha256": hashlib.sha256(sealed).hexdigest(),
    }


def open_(given: Given) -> str:
    held = given["keys"]
    key = (
        fromhex(held) if isinstance(held, str) else {int(epoch): fromhex(one) for epoch, one in held.items()}
    )
    bound, sealed = fromhex(given["context"]), fromhex(given["envelope"])
    return envelope.open_(key, given["kind"], bound, sealed, given.get("epochs")).hex()


def derive_seed(given: Given) -> str:
    salt = fromhex(given["salt"])
    return passphrase.derive_seed(given["passphrase"], given["login"], salt, given["kdf"]).hex()


def make_slot(given: Given) -> dict[str, Any]:
    roots = {int(epoch): fromhex(root) for epoch, root in given["roots"].items()}
    seed, salt = fromhex(given["seed"]), fromhex(given["salt"])
    random = drawn(given["random"])
    return wrapping.make_slot(given["kind"], seed, roots, login=given["login"], salt=salt, random=random)


def check_slot(given: Given) -> bool:
    wrapping.check_slot(given["slot"])
    return True


def open_slot(given: Given) -> dict[str, str]:
    opened = wrapping.open_slot(given["slot"], fromhex(given["seed"]))
    return {str(epoch): root.hex() for epoch, root in opened.items()}


def login_pub(given: Given) -> str:
    return identity.public_key(wrapping.login_seed(fromhex(given["seed"]), fromhex(given["slot_id"]))).hex()


OPERATIONS: dict[str, Callable[[Given], Any]] = {
    "crypto.encoding.encode": lambda g: encoding.encode(g["value"]).hex(),
    "crypto.encoding.decode": lambda g: encoding.decode(fromhex(g["data"])),
    "crypto.encoding.b64": lambda g: encoding.b64(fromhex(g["data"])),
    "crypto.encoding.unb64": lambda g: encoding.unb64(g["text"], g.get("n")).hex(),
    "crypto.encoding.integers": integers,
    "crypto.encoding.read": read,
    "crypto.encoding.lp": lambda g: encoding.lp(payload_of(g["payload"])).hex(),
    "crypto.encoding.digest": lambda g: encoding.digest(g["name"], fromhex(g["data"])).hex(),
    "crypto.keys.derive": lambda g: keys.derive(
        fromhex(g["key"]), g["name"], fromhex(g["ctx"]), g["n"]
    ).hex(),
    "crypto.keys.vault_id": lambda g: keys.vault_id(fromhex(g["root"])).hex(),
    "crypto.keys.singleton_id": lambda g: keys.singleton_id(fromhex(g["root"]), g["name"]).hex(),
    "crypto.keys.epoch_keys": epoch_keys,
    "crypto.keys.log_pub": lambda g: identity.public_key(keys.epoch_keys(fromhex(g["root"])).log).hex(),
    "crypto.identity.public_key": lambda g: identity.public_key(fromhex(g["seed"])).hex(),
    "crypto.identity.sign": lambda g: identity.sign(fromhex(g["seed"]), g["name"], fromhex(g["data"])).hex(),
    "crypto.identity.verify": verify,
    "crypto.identity.make_proof": make_proof,
    "crypto.identity.verify_proof": verify_proof,
    "crypto.identity.normalise_login": lambda g: identity.normalise_login(g["text"]),
    "crypto.identity.compare_digits": lambda g: identity.compare_digits(fromhex(g["head_id"])),
    "crypto.identity.safety_digits": lambda g: identity.safety_digits(
        fromhex(g["pk"]), fromhex(g["s"]), fromhex(g["payload_sha256"])
    ),
    "crypto.padding.bucket": lambda g: padding.bucket(g["n"], g["kind"]),
    "crypto.padding.pad": lambda g: padding.pad(fromhex(g["payload"]), g["kind"]).hex(),
    "crypto.padding.unpad": lambda g: padding.unpad(fromhex(g["plaintext"]), g["kind"]).hex(),
    "crypto.envelope.context": context,
    "crypto.envelope.seal": seal,
    "crypto.envelope.header": lambda g: list(envelope.header(fromhex(g["envelope"]))),
    "crypto.envelope.open": open_,
    "crypto.passphrase.normalise": lambda g: passphrase.normalise(g["text"]).hex(),
    "crypto.passphrase.salt_of": lambda g: passphrase.salt_of(g["kdf"], g["login"], fromhex(g["salt"])).hex(),
    "crypto.passphrase.derive_seed": derive_seed,
    "crypto.passphrase.stretch": lambda g: passphrase.stretch(
        fromhex(g["secret"]), fromhex(g["salt"]), g["kdf"]
    ).hex(),
    "crypto.passphrase.generate": lambda g: passphrase.generate(
        [f"w{i}" for i in range(g["count"])], drawn(g["random"])
    ),
    "crypto.recovery.encode_code": lambda g: recovery.encode_code(fromhex(g["r"])),
    "crypto.recovery.decode_code": lambda g: recovery.decode_code(g["text"]).hex(),
    "crypto.recovery.seed": lambda g: recovery.seed(fromhex(g["r"])).hex(),
    "crypto.wrapping.slot_key": lambda g: wrapping.slot_key(fromhex(g["seed"]), fromhex(g["slot_id"])).hex(),
    "crypto.wrapping.login_seed": lambda g: wrapping.login_seed(
        fromhex(g["seed"]), fromhex(g["slot_id"])
    ).hex(),
    "crypto.wrapping.login_pub": login_pub,
    "crypto.wrapping.make_slot": make_slot,
    "crypto.wrapping.check_slot": check_slot,
    "crypto.wrapping.open_slot": open_slot,
}
