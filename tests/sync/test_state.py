"""Rows, state hashes, heads and their chain."""

from __future__ import annotations

import time
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto.encoding import digest
from crypto.errors import FormatError
from sync.state import EMPTY_HASHES, BucketedRows, Head, Row, bucket_hash, root_of
from tests.sync.operations import cases, outcome

VECTORS = cases("state")
SIGNED = [case for name, layer, case in VECTORS if layer == "sync.state.verify" and case["expect"] is True]


@pytest.mark.parametrize(("layer", "case"), [v[1:] for v in VECTORS], ids=[v[0] for v in VECTORS])
def test_vector(layer: str, case: dict[str, Any]) -> None:
    """Rows, roots, heads, chains and signatures are as the vectors say."""
    assert outcome(layer, case["input"]) == case["expect"]


@pytest.mark.parametrize("case", SIGNED, ids=[case["comment"] for case in SIGNED])
def test_signing_gives_the_signature_of_the_vector(case: dict[str, Any]) -> None:
    """Ed25519 has one signature per message and key."""
    given = {name: bytes.fromhex(text) for name, text in case["input"].items()}
    assert Head.decode(given["head"]).sign(given["seed"]) == given["sig"]


def plain_root(rows: dict[bytes, bytes]) -> bytes:
    """The root by the letter of SPEC §8.2, from all rows at once."""
    buckets = (b"".join(rows[i] for i in sorted(rows) if i[0] == first) for first in range(256))
    return digest("root", b"".join(digest("bucket", bucket) for bucket in buckets))


ROWS = st.builds(
    lambda form, first, rest, fill: Row(
        form, bytes((first, *rest * 15)), bytes((fill if form else 0,)) * 32
    ).pack(),
    st.integers(0, 2),
    st.sampled_from((0, 1, 255)),
    st.tuples(st.integers(0, 3)),
    st.integers(0, 255),
)


@given(commits=st.lists(st.lists(ROWS, max_size=8), max_size=6))
def test_incremental_roots_equal_those_by_the_letter(commits: list[list[bytes]]) -> None:
    """Recomputing only touched buckets changes nothing about the result."""
    state, plain = BucketedRows(), dict[bytes, bytes]()
    for commit in commits:
        touched = state.apply(commit)
        plain.update({row[1:17]: row for row in commit})
        assert set(touched) == {row[1] for row in commit}
        assert state.root == plain_root(plain)
    assert list(state) == [plain[object_id] for object_id in sorted(plain)]
    assert all(state.get(object_id) == row for object_id, row in plain.items())


def test_only_the_buckets_a_commit_touches_are_loaded() -> None:
    """A server loads one bucket of 100 000 rows for one object."""
    rng, loaded = Random(1), list[int]()
    whole = BucketedRows()
    whole.apply([Row(1, rng.randbytes(16), rng.randbytes(32)).pack() for _ in range(1000)])

    def load(index: int) -> bytes:
        loaded.append(index)
        return whole.bucket(index)

    partial = BucketedRows(whole.hashes, load)
    row = Row(1, bytes((7,)) * 16, bytes(32)).pack()
    saved = partial.apply([row])
    partial.get(bytes((7,)) * 16)
    whole.apply([row])
    assert loaded == [7]
    assert saved == {7: whole.bucket(7)}
    assert (partial.root, partial.hashes) == (whole.root, whole.hashes)


def test_a_copy_goes_its_own_way() -> None:
    """A pull tries received rows on a copy and adopts it only when the root is right."""
    state = BucketedRows()
    state.apply([Row(1, bytes(16), bytes(32)).pack()])
    before = state.root
    other = state.copy()
    other.apply([Row(1, bytes((9,)) * 16, bytes(32)).pack()])
    assert state.root == before
    assert other.root != before
    assert state.get(bytes((9,)) * 16) is None


def test_a_malformed_row_changes_nothing() -> None:
    """Rows before it in the same commit are not applied either."""
    state = BucketedRows()
    with pytest.raises(FormatError):
        state.apply([Row(1, bytes(16), bytes(32)).pack(), b"\x01" * 48])
    assert state.hashes == EMPTY_HASHES


def test_bucket_hashes_of_another_length_are_refused() -> None:
    """A stored column that was cut does not become a state."""
    with pytest.raises(FormatError, match="bucket_hashes"):
        BucketedRows(EMPTY_HASHES[:-1])


def test_void_rows_count_in_the_root() -> None:
    """Removing an object for good is a state of its own."""
    state = BucketedRows()
    void = Row(0, bytes(16), bytes(32)).pack()
    state.apply([void])
    assert state.root == root_of(bucket_hash(void) + EMPTY_HASHES[32:])


def test_one_row_onto_100_000_costs_far_less_than_a_millisecond() -> None:
    """The cost of a one-object commit stays flat."""
    rng = Random(2)
    state = BucketedRows()
    state.apply([Row(1, rng.randbytes(16), bytes(32)).pack() for _ in range(100_000)])
    rows = [Row(1, rng.randbytes(16), bytes(32)).pack() for _ in range(200)]
    started = time.perf_counter()
    for row in rows:
        state.apply([row])
        assert state.root
    assert (time.perf_counter() - started) / len(rows) < 0.001
