"""Signatures with seeds and keys that the shared vectors leave out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto.errors import DamagedError, FormatError
from crypto.identity import (
    ACTION_LOGIN,
    compare_digits,
    make_proof,
    normalise_login,
    public_key,
    sign,
    verify,
    verify_proof,
)

NO_POINT = b"\2" + bytes(31)


@given(st.binary(min_size=32, max_size=32), st.binary(max_size=100))
def test_a_signature_verifies_for_its_data_only(seed: bytes, data: bytes) -> None:
    """Seeds that begin with zero included."""
    sig = sign(seed, "head-sig", data)
    verify(public_key(seed), "head-sig", data, sig)
    with pytest.raises(DamagedError):
        verify(public_key(seed), "head-sig", data + b"\0", sig)


def test_a_key_that_is_no_point_verifies_nothing() -> None:
    """Bytes that are no point of the curve are a failed signature, not a crash."""
    with pytest.raises(DamagedError):
        verify(NO_POINT, "proof", b"", bytes(64))


def test_a_proof_belongs_to_one_origin() -> None:
    """A proof relayed by another server is refused."""
    seed, slot_id, nonce = bytes(range(32)), bytes(range(16)), bytes(32)
    proof = make_proof(seed, ACTION_LOGIN, "https://a.example", "mara", slot_id, nonce)
    verify_proof(public_key(seed), ACTION_LOGIN, "https://a.example", "mara", proof)
    with pytest.raises(DamagedError):
        verify_proof(public_key(seed), ACTION_LOGIN, "https://b.example", "mara", proof)


@given(st.text(max_size=70))
def test_a_login_is_refused_or_normal(text: str) -> None:
    """Normalising twice changes nothing."""
    try:
        login = normalise_login(text)
    except FormatError:
        return
    assert normalise_login(login) == login == text.lower()


@given(st.binary(min_size=32, max_size=32))
def test_compare_digits_are_always_twelve(head_id: bytes) -> None:
    """Leading zeros are shown."""
    digits = compare_digits(head_id)
    assert len(digits) == 12
    assert digits.isdigit()
