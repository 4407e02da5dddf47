"""Laws of canonical JSON and base64url over generated values."""

from __future__ import annotations

import json
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto.encoding import MAX_DEPTH, U64_MAX, b64, decode, encode, lp, read_u64, u64, unb64
from crypto.errors import FormatError

KEYS = st.text(string.ascii_letters + string.digits + "_.-", min_size=1, max_size=20).filter(
    lambda key: key != "__proto__"
)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
LEAVES = TEXTS | st.booleans() | st.integers(-U64_MAX, U64_MAX)
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=20,
)


@given(VALUES)
def test_decoding_gives_back_what_was_encoded(value: object) -> None:
    """Every value survives, and types with it: 1 stays 1, true stays true."""
    back = decode(encode(value))
    assert json.dumps(back, sort_keys=True) == json.dumps(value, sort_keys=True)


@given(VALUES)
def test_encoding_is_the_only_accepted_form(value: object) -> None:
    """Any other JSON text of the same value is refused."""
    spaced = json.dumps(value, ensure_ascii=True, indent=1).encode()
    if spaced != encode(value):
        with pytest.raises(FormatError):
            decode(spaced)


@given(st.binary(max_size=40))
def test_decoding_accepts_only_its_own_output(data: bytes) -> None:
    """Random bytes are refused or encode to themselves."""
    try:
        value = decode(data)
    except FormatError:
        return
    assert encode(value) == data


@given(st.dictionaries(KEYS, st.integers(0, 9), min_size=2))
def test_order_of_insertion_does_not_matter(value: dict[str, int]) -> None:
    """Equal objects give equal bytes."""
    assert encode(dict(reversed(value.items()))) == encode(value)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a\ud800b", "a\ufffdb"),
        ("\udc00", "\ufffd"),
        ("\ud83d\ude00", "\U0001f600"),
        ("\ude00\ud83d", "\ufffd\ufffd"),
    ],
)
def test_lone_surrogates_become_the_replacement_character(text: str, written: str) -> None:
    """Writers never fail on half a character; halves that belong together join."""
    assert decode(encode(text)) == written


def test_depth_is_counted_through_objects_and_arrays() -> None:
    """Sixteen containers pass, seventeen do not."""
    value: object = 1
    for depth in range(MAX_DEPTH):
        value = {"a": value} if depth % 2 else [value]
    assert decode(encode(value)) == value
    with pytest.raises(FormatError):
        encode([value])


@pytest.mark.parametrize("value", [1.0, None, (1,), b"x", {1: 2}, {"a": object()}])
def test_what_json_does_not_have_is_refused(value: object) -> None:
    """Nothing is converted silently."""
    with pytest.raises(FormatError):
        encode(value)


@given(st.binary(max_size=70))
def test_base64url_gives_back_the_bytes(data: bytes) -> None:
    """Writing and reading are inverse, and the length may be demanded."""
    assert unb64(b64(data), len(data)) == data


@given(st.text(string.ascii_letters + string.digits + "-_=+/ \n", max_size=12))
def test_base64url_has_one_text_for_each_bytes(text: str) -> None:
    """A text is refused or is exactly what writing its bytes gives."""
    try:
        data = unb64(text)
    except FormatError:
        return
    assert b64(data) == text


@given(st.integers(0, U64_MAX))
def test_u64_is_read_as_written(n: int) -> None:
    """Every integer both languages hold exactly."""
    assert read_u64(u64(n)) == n


def test_lp_holds_at_most_65535_bytes() -> None:
    """The length field never overflows silently."""
    assert len(lp(bytes(65_535))) == 65_537
    with pytest.raises(FormatError):
        lp(bytes(65_536))
