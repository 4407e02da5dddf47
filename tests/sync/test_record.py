"""Records: vectors, the anchor bytes, and what changes do to pasts."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto.encoding import encode
from sync.record import PAST_MAX, change, join_past, make, split_past, tombstone, validate, ver
from tests.sync.operations import cases, outcome
from tests.sync.triples import OBJECT_ID, versions

VECTORS = cases("record")


@pytest.mark.parametrize(("layer", "case"), [v[1:] for v in VECTORS], ids=[v[0] for v in VECTORS])
def test_vector(layer: str, case: dict[str, Any]) -> None:
    """Records are read, refused, made and changed as the vectors say."""
    assert outcome(layer, case["input"]) == case["expect"]


def test_record_x_has_the_bytes_of_the_anchor() -> None:
    """SPEC Appendix A: 175 bytes with this hash."""
    payload = next(
        case["input"]["payload"] for _, _, case in VECTORS if "record X" in case["comment"]
    ).encode()
    assert len(payload) == 175
    digest = hashlib.sha256(payload).hexdigest()
    assert digest == "17f7dfa32f171d65d3e8a01677cef08d4ddbbdd202a95dffdfcb0bf0024c26c0"


@given(st.randoms(use_true_random=False), st.integers(0, 5))
def test_every_version_made_here_is_a_valid_record(rng: Any, count: int) -> None:
    """Nothing this module makes would be refused by another device."""
    record = versions(rng, make(OBJECT_ID, "entry", {}, 0, "aaaaaa"), count)
    validate(record, OBJECT_ID)


@given(st.lists(st.text("abc", min_size=8, max_size=8), max_size=40))
def test_joining_keeps_the_newest_versions_once_each(names: list[str]) -> None:
    """Order is that of the last appearance; never more than 32."""
    joined = split_past(join_past(*names))
    newest_first = list(dict.fromkeys(reversed(names)))[:PAST_MAX]
    assert joined == newest_first[::-1]


def test_changes_leave_the_former_version_as_it_was() -> None:
    """A change that cannot be stored leaves the record on the screen untouched."""
    record = make(OBJECT_ID, "entry", {"t": "x"}, 5, "aaaaaa") | {"also": {"f.t": {}}}
    before = encode(record)
    change(record, {"f": {"t": "y"}, "also": {}}, 6, "aaaaaa", left=True)
    tombstone(record, 6, "aaaaaa", left=True)
    assert encode(record) == before


def test_versions_are_named_after_content_and_time() -> None:
    """The same text saved at another moment is another version; the same version has one name."""
    record = make(OBJECT_ID, "entry", {"t": "x"}, 5, "aaaaaa")
    again = change(record, {"f": {"t": "x"}}, 5, "aaaaaa", left=False)
    assert ver(again) != ver(record)
    assert ver(record | {"past": "AAAAAAAA"}) == ver(record)
