"""Published answers for the primitives under crypto, from the test package cryptography_vectors.

HKDF: RFC 5869. AES-256-GCM: NIST's CAVS sets. Ed25519: the set RFC 8032 points to. Argon2id: RFC 9106
and the reference program. `known_answers()` is plain JSON, so that a browser can run the same cases.
"""

from __future__ import annotations

from typing import Any

from cryptography_vectors import open_vector_file

Case = dict[str, Any]
MOST = 200
"""Cases taken of each large set, evenly spread."""


def known_answers() -> dict[str, list[Case]]:
    """Every set by name; bytes are hex, a case that must be refused has `"fail": true`."""
    return {"hkdf": hkdf(), "aes_gcm": aes_gcm(), "ed25519": ed25519(), "argon2id": argon2id()}


def hkdf() -> list[Case]:
    """HKDF-SHA256: ikm, salt, info, n, okm."""
    cases = []
    for path in ("KDF/rfc-5869-HKDF-SHA256.txt", "KDF/hkdf-generated.txt"):
        for number, found in enumerate(_blocks(path, "COUNT")):
            made = {"ikm": found["IKM"], "salt": found["salt"], "info": found["info"], "okm": found["OKM"]}
            cases.append({"name": f"{path} {number}", "n": int(found["L"]), **made})
    return cases


def aes_gcm() -> list[Case]:
    """AES-256-GCM with nonces of 96 and tags of 128 bits: key, nonce, aad, plaintext, ciphertext ‖ tag."""
    good = _gcm("ciphers/AES/GCM/gcmEncryptExtIV256.rsp")
    refused = [case for case in _gcm("ciphers/AES/GCM/gcmDecrypt256.rsp") if case["fail"]]
    return _spread(good) + _spread(refused)


def ed25519() -> list[Case]:
    """Ed25519: seed, pub, message, sig."""
    cases = []
    with open_vector_file("asymmetric/Ed25519/sign.input", "r") as file:
        for number, line in enumerate(file):
            secret, pub, message, signed = line.strip().split(":")[:4]
            made = {"seed": secret[:64], "pub": pub, "message": message, "sig": signed[:128]}
            cases.append({"name": f"sign.input {number}", **made})
    return _spread(cases)


def argon2id() -> list[Case]:
    """Argon2id: password, salt, memory_kib, passes, lanes, length, output, and secret and ad or empty."""
    return [
        {
            "name": f"argon2id.txt {number}",
            "password": found["pass"],
            "salt": found["salt"],
            "secret": found.get("secret", ""),
            "ad": found.get("ad", ""),
            "memory_kib": int(found["memcost"]),
            "passes": int(found["iter"]),
            "lanes": int(found["lanes"]),
            "length": int(found["length"]),
            "output": found["output"],
        }
        for number, found in enumerate(_blocks("KDF/argon2id.txt", "COUNT"))
    ]


def _gcm(path: str) -> list[Case]:
    wanted = {"Keylen": "256", "IVlen": "96", "Taglen": "128"}
    cases = []
    for number, found in enumerate(_blocks(path, "Count")):
        if any(found[name] != value for name, value in wanted.items()):
            continue
        made = {
            "key": found["Key"],
            "nonce": found["IV"],
            "aad": found["AAD"],
            "plaintext": found.get("PT", ""),
        }
        sealed = found["CT"] + found["Tag"]
        cases.append({"name": f"{path} {number}", **made, "sealed": sealed, "fail": "FAIL" in found})
    return cases


def _blocks(path: str, first: str) -> list[dict[str, str]]:
    """`name = value` lines; a line named `first` begins a block, [name = value] holds for all that follow."""
    section: dict[str, str] = {}
    blocks: list[dict[str, str]] = []
    with open_vector_file(path, "r") as file:
        for line in file:
            text = line.strip()
            if not text or text.startswith("#"):
                continue
            name, _, value = (part.strip() for part in text.strip("[]").partition("="))
            if text.startswith("["):
                section[name] = value
            elif name == first:
                blocks.append(dict(section))
            else:
                blocks[-1][name] = value
    return blocks


def _spread(cases: list[Case]) -> list[Case]:
    step = -(-len(cases) // MOST)
    return cases[::step]
