"""Frames: every vector, both readers, limits, and that reading costs little."""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto.errors import FormatError
from sync.frames import (
    COMMIT,
    END,
    ITEM,
    MAGIC,
    PAGE,
    FrameError,
    Limits,
    Reader,
    end_frame,
    item_frame,
    item_prefix,
    read,
    split_end,
    split_item,
)
from tests.sync.operations import cases, outcome

VECTORS = cases("frames")


@pytest.mark.parametrize(("layer", "case"), [v[1:] for v in VECTORS], ids=[v[0] for v in VECTORS])
def test_vector(layer: str, case: dict[str, Any]) -> None:
    """Streams are written and read as the vectors say, whole and in chunks."""
    assert outcome(layer, case["input"]) == case["expect"]


def test_the_shortest_stream_has_the_bytes_of_the_specification() -> None:
    """Magic, type E, length 9, n as u64, more as u8."""
    assert (MAGIC + end_frame(1, True)).hex() == "53574631" + "45" + "00000009" + "0000000000000001" + "01"


def test_a_frame_error_is_a_format_error() -> None:
    """Callers that know only the outward errors still catch it."""
    with pytest.raises(FormatError):
        list(read(b"", COMMIT))


def test_a_prefix_and_an_envelope_make_an_item_frame() -> None:
    """Large pages are written without copying an envelope into a frame first."""
    envelope = bytes(1112)
    assert item_prefix(bytes(16), 1112) + envelope == item_frame(bytes(16), envelope)


@given(sizes=st.lists(st.integers(344, 400), max_size=5), cuts=st.lists(st.integers(1, 300), min_size=1))
def test_any_cutting_into_chunks_gives_the_same_frames(sizes: list[int], cuts: list[int]) -> None:
    """What arrives does not depend on where the network cuts it."""
    items = [(bytes((n,)) * 16, bytes((n,)) * size) for n, size in enumerate(sizes)]
    data = MAGIC + b"".join(item_frame(*one) for one in items) + end_frame(7, False)
    reader, found, at = Reader(PAGE), [], 0
    while at < len(data):
        size = cuts[at % len(cuts)]
        found += reader.feed(data[at : at + size])
        at += size
    reader.close()
    assert [split_item(body) for kind, body in found if kind == ITEM] == items
    assert split_end(found[-1][1]) == (7, False)


@given(data=st.binary(max_size=200))
def test_no_bytes_raise_anything_but_a_frame_error(data: bytes) -> None:
    """Garbage after a good magic is refused in the one expected way, or it is a stream."""
    try:
        frames = list(read(MAGIC + data, PAGE))
    except FrameError:
        return
    assert frames[-1][0] == END


def test_a_frame_too_long_is_refused_before_its_body_arrives() -> None:
    """A peer cannot make the reader hold more than one envelope."""
    reader = Reader(Limits(b"IE", 1, 2**30))
    with pytest.raises(FrameError, match="bad_length"):
        reader.feed(MAGIC + bytes((ITEM,)) + (2**24).to_bytes(4, "big"))


def test_a_page_of_20_000_items_is_read_in_little_time() -> None:
    """A pull spends its time on opening, not on framing."""
    data = MAGIC + item_frame(bytes(16), bytes(344)) * 20_000 + end_frame(1, False)
    started = time.perf_counter()
    count = sum(1 for _ in read(data, PAGE))
    assert count == 20_001
    assert time.perf_counter() - started < 1
