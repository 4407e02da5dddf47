"""Slots with fresh randomness; the faults are in the shared vectors."""

from __future__ import annotations

import os

import pytest

from crypto import passphrase, recovery
from crypto.encoding import decode, encode
from crypto.errors import DamagedError
from crypto.identity import ACTION_LOGIN, make_proof, verify_proof
from crypto.wrapping import check_slot, login_seed, make_slot, open_slot

ROOTS = {1: bytes(range(32)), 2: bytes(range(32, 64))}


def test_a_passphrase_opens_its_slot_and_signs_in() -> None:
    """The whole way: typed words, seed, slot, roots, proof."""
    salt = os.urandom(16)
    seed = passphrase.derive_seed("velvet kayak lantern", "mara", salt, passphrase.KDF_PASSPHRASE)
    slot = make_slot("passphrase", seed, ROOTS, login="mara", salt=salt, random=os.urandom)

    read = check_slot(decode(encode(slot)))
    again = passphrase.derive_seed(" velvet kayak lantern ", read.login, read.salt, read.kdf)

    assert open_slot(slot, again) == ROOTS
    proof = make_proof(
        login_seed(again, read.slot_id), ACTION_LOGIN, "https://a.example", "mara", read.slot_id, bytes(32)
    )
    verify_proof(read.login_pub, ACTION_LOGIN, "https://a.example", "mara", proof)


def test_another_login_name_does_not_open_the_slot() -> None:
    """The typed name is part of the salt, so a server cannot hand everybody the same one."""
    salt = os.urandom(16)
    seed = passphrase.derive_seed("velvet kayak lantern", "mara", salt, 1)
    slot = make_slot("passphrase", seed, ROOTS, login="mara", salt=salt, random=os.urandom)
    with pytest.raises(DamagedError) as raised:
        open_slot(slot, passphrase.derive_seed("velvet kayak lantern", "mira", salt, 1))
    assert raised.value.code == "wrong_secret"


def test_a_recovery_code_opens_its_slot() -> None:
    """The code alone is enough."""
    r = os.urandom(16)
    slot = make_slot("recovery", recovery.seed(r), ROOTS, random=os.urandom)
    assert open_slot(slot, recovery.seed(recovery.decode_code(recovery.encode_code(r)))) == ROOTS


def test_slots_of_the_same_secret_share_nothing() -> None:
    """Each slot has its own id, key and login key."""
    first, second = (make_slot("recovery", bytes(32), ROOTS, random=os.urandom) for _ in range(2))
    assert all(first[member] != second[member] for member in ("slot_id", "login_pub", "sealed", "check"))


def test_no_secret_is_shown_when_a_slot_is_printed() -> None:
    """A slot in an error message or a debugger says nothing."""
    slot = check_slot(make_slot("recovery", bytes(32), ROOTS, random=os.urandom))
    assert "sealed" not in repr(slot)
