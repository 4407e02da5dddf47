"""The code on paper survives writing, reading and most slips."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto.errors import FormatError
from crypto.recovery import decode_code, encode_code

CODES = st.binary(min_size=16, max_size=16)


@given(CODES)
def test_a_code_gives_back_its_bytes(r: bytes) -> None:
    """As printed, and as typed in one go."""
    code = encode_code(r)
    assert decode_code(code) == r
    assert decode_code(code.replace("-", "").lower()) == r


@given(CODES, st.integers(0, 27), st.sampled_from("0123456789ABCDEFGHJKMNPQRSTVWXYZ"))
def test_a_wrong_character_never_gives_the_same_bytes(r: bytes, at: int, other: str) -> None:
    """Nearly always refused by the check, at worst another code."""
    plain = encode_code(r).replace("-", "")
    typed = plain[:at] + other + plain[at + 1 :]
    if typed == plain:
        return
    try:
        read = decode_code(typed)
    except FormatError:
        return
    assert read != r


def test_about_one_slip_in_four_thousand_escapes_the_check() -> None:
    """Twelve bits of check: of 868 single slips in one code hardly any passes."""
    plain = encode_code(bytes(range(16))).replace("-", "")
    slips = [
        plain[:at] + other + plain[at + 1 :]
        for at in range(28)
        for other in "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
        if other != plain[at]
    ]
    passed = 0
    for typed in slips:
        try:
            decode_code(typed)
        except FormatError:
            continue
        passed += 1
    assert len(slips) == 28 * 31
    assert passed <= 3


def test_codes_need_sixteen_bytes() -> None:
    """Nothing shorter is written."""
    with pytest.raises(FormatError):
        encode_code(bytes(15))
