"""The primitives under crypto give the published answers."""

from __future__ import annotations

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from crypto.encoding import label
from crypto.identity import public_key, sign, verify
from crypto.keys import derive
from tests.crypto.known_answers import aes_gcm, argon2id, ed25519, hkdf, known_answers

fromhex = bytes.fromhex


def test_hkdf_gives_the_answers_of_rfc_5869() -> None:
    """HKDF-SHA256 as keys and envelope call it."""
    for case in hkdf():
        made = HKDF(SHA256(), case["n"], fromhex(case["salt"]), fromhex(case["info"]))
        assert made.derive(fromhex(case["ikm"])).hex() == case["okm"], case["name"]


def test_derive_is_hkdf_with_an_empty_salt_and_a_label() -> None:
    """The project's derivation is the published function with L(name) ‖ ctx as info."""
    key, ctx = bytes(range(32)), b"context"
    made = HKDF(SHA256(), 48, b"", label("seal") + ctx).derive(key)
    assert derive(key, "seal", ctx, 48) == made


def test_aes_gcm_gives_the_answers_of_nist() -> None:
    """Sealing gives the published bytes, opening gives the plaintext or refuses."""
    for case in aes_gcm():
        key, nonce, aad, sealed = (fromhex(case[name]) for name in ("key", "nonce", "aad", "sealed"))
        if case["fail"]:
            with pytest.raises(InvalidTag):
                AESGCM(key).decrypt(nonce, sealed, aad)
            continue
        assert AESGCM(key).decrypt(nonce, sealed, aad).hex() == case["plaintext"], case["name"]
        assert AESGCM(key).encrypt(nonce, fromhex(case["plaintext"]), aad) == sealed, case["name"]


def test_ed25519_gives_the_answers_of_rfc_8032() -> None:
    """Public keys and signatures are the published ones; the project's own add only a label."""
    for case in ed25519():
        seed, pub, message, sig = (fromhex(case[name]) for name in ("seed", "pub", "message", "sig"))
        assert public_key(seed) == pub, case["name"]
        assert Ed25519PrivateKey.from_private_bytes(seed).sign(message) == sig, case["name"]
        Ed25519PublicKey.from_public_bytes(pub).verify(sig, message)
        verify(pub, "proof", message, sign(seed, "proof", message))


def test_argon2id_gives_the_answers_of_rfc_9106() -> None:
    """Argon2id as `stretch` calls it."""
    for case in argon2id():
        made = Argon2id(
            salt=fromhex(case["salt"]),
            length=case["length"],
            iterations=case["passes"],
            lanes=case["lanes"],
            memory_cost=case["memory_kib"],
            secret=fromhex(case["secret"]) or None,
            ad=fromhex(case["ad"]) or None,
        ).derive(fromhex(case["password"]))
        assert made.hex() == case["output"], case["name"]


def test_no_set_is_empty() -> None:
    """A set that could not be read is noticed."""
    sizes = {name: len(cases) for name, cases in known_answers().items()}
    assert sizes == {"hkdf": 4, "aes_gcm": 379, "ed25519": 171, "argon2id": 6}
