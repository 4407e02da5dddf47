"""Laws of the buckets over generated payloads."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto.errors import DamagedError
from crypto.padding import KIND_REMINDER, bucket, pad, unpad

RECORD = 1


@given(st.binary(max_size=5000))
def test_unpadding_gives_back_the_payload(payload: bytes) -> None:
    """Whatever it ends with, zeros included."""
    assert unpad(pad(payload, RECORD), RECORD) == payload


@given(st.binary(max_size=252))
def test_reminders_all_look_alike(payload: bytes) -> None:
    """Every reminder has one length."""
    padded = pad(payload, KIND_REMINDER)
    assert len(padded) == 256
    assert unpad(padded, KIND_REMINDER) == payload


@given(st.integers(0, 2**20 - 4))
def test_buckets_are_the_smallest_powers_of_two_that_fit(n: int) -> None:
    """Never more than double, never below 1024."""
    size = bucket(n, RECORD)
    assert size & (size - 1) == 0
    assert size >= n + 4
    assert size == 1024 or size < 2 * (n + 4)


@given(st.binary(max_size=1200), st.data())
def test_one_changed_byte_of_length_or_padding_is_noticed_or_is_another_payload(
    payload: bytes, data: st.DataObject
) -> None:
    """Two different plaintexts never give the same payload."""
    padded = bytearray(pad(payload, RECORD))
    at = data.draw(st.integers(0, len(padded) - 1))
    padded[at] ^= data.draw(st.integers(1, 255))
    try:
        assert unpad(bytes(padded), RECORD) != payload
    except DamagedError:
        return


def test_the_plaintext_of_a_larger_bucket_is_refused() -> None:
    """Length says nothing that the payload does not demand."""
    with pytest.raises(DamagedError):
        unpad(pad(b"a", RECORD) + bytes(1024), RECORD)
