"""Sealing and opening with fresh randomness; the faults are in the shared vectors."""

from __future__ import annotations

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto.encoding import Random
from crypto.envelope import KIND_LOCAL, KIND_RECORD, OVERHEAD, header, local_context, open_, seal
from crypto.errors import CryptoError, DamagedError, FormatError

KEY = bytes(range(32))
ID = bytes(16)


@given(st.binary(max_size=3000), st.integers(1, 2**32 - 1))
def test_opening_gives_back_the_payload(payload: bytes, epoch: int) -> None:
    """Any payload, any epoch; the header tells kind and epoch without the key."""
    sealed = seal(KEY, KIND_RECORD, epoch, ID, payload, random=os.urandom)
    assert header(sealed) == (KIND_RECORD, epoch)
    assert open_({epoch: KEY}, KIND_RECORD, ID, sealed, {epoch}) == payload


def test_the_same_payload_sealed_twice_looks_different() -> None:
    """The salt is drawn anew for each envelope."""
    first, second = (
        seal(KEY, KIND_LOCAL, 1, local_context("x"), b"same", random=os.urandom) for _ in range(2)
    )
    assert first[8:] != second[8:]


def test_the_shortest_envelope_has_1112_bytes() -> None:
    """Overhead 88, smallest bucket 1024."""
    assert len(seal(KEY, KIND_RECORD, 1, ID, b"", random=os.urandom)) == OVERHEAD + 1024


@given(st.data())
def test_any_flipped_bit_is_refused(data: st.DataObject) -> None:
    """Not one of the 8 896 bits can change unnoticed."""
    sealed = bytearray(seal(KEY, KIND_RECORD, 1, ID, b"text", random=os.urandom))
    bit = data.draw(st.integers(0, 8 * len(sealed) - 1))
    sealed[bit // 8] ^= 1 << bit % 8
    with pytest.raises(CryptoError):
        open_(KEY, KIND_RECORD, ID, bytes(sealed))


@given(st.binary(max_size=2000))
def test_random_bytes_are_refused_calmly(data: bytes) -> None:
    """Whatever arrives, the answer is one of the outward errors."""
    with pytest.raises((FormatError, DamagedError)):
        open_(KEY, KIND_RECORD, ID, b"SW\1\1\0\0\0\1" + data)


@pytest.mark.parametrize("drawn", [lambda n: bytes(n - 1), lambda n: bytes(n + 1)])
def test_a_source_of_the_wrong_length_is_refused(drawn: Random) -> None:
    """A broken source of randomness never makes a short salt."""
    with pytest.raises(FormatError):
        seal(KEY, KIND_RECORD, 1, ID, b"text", random=drawn)
