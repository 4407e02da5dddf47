"""The merge: vectors, outcomes written by hand, and the laws that hold for every triple."""

from __future__ import annotations

import copy
import json
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crypto.encoding import encode
from sync.errors import UnmergeableError
from sync.merge import merge
from sync.record import PAYLOAD_MAX, Record, change, join_past, make, split_past, tombstone, validate, ver
from tests.sync.operations import cases, outcome
from tests.sync.triples import OBJECT_ID, Triple, random_triple

VECTORS = cases("merge")

triples = st.builds(random_triple, st.randoms(use_true_random=False))


def merge_or_none(x: Record, y: Record, base: Record | None, trusted: bool) -> bytes | None:
    """The merged record's bytes, or None where the limits of a record forbid it."""
    try:
        return encode(merge(x, y, base, trusted))
    except UnmergeableError:
        return None


@pytest.mark.parametrize(("layer", "case"), [v[1:] for v in VECTORS], ids=[v[0] for v in VECTORS])
def test_vector(layer: str, case: dict[str, Any]) -> None:
    """Each clause and each random triple gives the bytes of the vector, whichever side comes first."""
    given = case["input"]
    assert outcome(layer, given) == case["expect"]
    assert outcome(layer, given | {"x": given["y"], "y": given["x"]}) == case["expect"]


def test_there_are_at_least_200_triples() -> None:
    """The vectors cover deletions, missing bases, kept variants and unknown members."""
    texts = [json.dumps(case["input"]) for _, _, case in VECTORS]
    assert len(texts) >= 200
    for name in ('"gone"', '"also"', '"colour"', '"constructor"'):
        assert sum(name in text for text in texts) >= 10
    assert sum('"base"' not in text for text in texts) >= 10


class TestWrittenByHand:
    """Two devices, Ann's and Bob's tags, and what a person would expect."""

    first = make(OBJECT_ID, "entry", {"t": "tea", "b": {"k1": {"t": "one"}}}, 1, "aaaaaa")

    def edit(self, record: Record, at_ms: int, tag: str, **f: Any) -> Record:
        """The record after an edit, its former version known elsewhere."""
        return change(record, {"f": record["f"] | f}, at_ms, tag, left=True)

    def test_edits_in_two_places_are_both_there_and_nothing_is_noted(self) -> None:
        """Two paragraphs written on two devices stand side by side."""
        x = self.edit(self.first, 5, "aaaaaa", t="coffee")
        y = self.edit(self.first, 4, "bbbbbb", b={"k1": {"t": "one"}, "k2": {"t": "two"}})
        merged = merge(x, y, self.first, True)
        assert merged["f"] == {"t": "coffee", "b": {"k1": {"t": "one"}, "k2": {"t": "two"}}}
        assert "also" not in merged
        assert merged["past"] == ver(self.first) + ver(y) + ver(x)

    def test_two_texts_in_one_place_are_both_kept(self) -> None:
        """The later one is shown, the earlier one is "also written"."""
        x = self.edit(self.first, 5, "aaaaaa", t="coffee")
        y = self.edit(self.first, 9, "bbbbbb", t="cocoa")
        merged = merge(x, y, self.first, True)
        assert merged["f"]["t"] == "cocoa"
        (variant,) = merged["also"]["f.t"].values()
        assert variant == {"at": [5, "aaaaaa"], "over": ver(y), "v": "coffee"}

    def test_without_a_base_everything_of_both_stays(self) -> None:
        """Two unrelated records of one id lose nothing."""
        x = make(OBJECT_ID, "entry", {"a": "1", "s": "x"}, 5, "aaaaaa")
        y = make(OBJECT_ID, "entry", {"b": "2", "s": "y"}, 4, "bbbbbb")
        merged = merge(x, y, None, False)
        assert merged["f"] == {"a": "1", "b": "2", "s": "x"}
        assert [one["v"] for one in merged["also"]["f.s"].values()] == ["y"]

    def test_a_deletion_wins_only_over_what_it_had_seen(self) -> None:
        """Deleting on one device does not delete what was written on another meanwhile."""
        edited = self.edit(self.first, 5, "aaaaaa", t="coffee")
        blind = tombstone(self.first, 9, "bbbbbb", left=True)
        knowing = tombstone(edited, 9, "bbbbbb", left=True)
        revived = merge(edited, blind, self.first, True)
        assert revived["f"] == edited["f"]
        assert revived["at"] == [9, "bbbbbb"]
        assert revived["also"] == {"gone": {"x": {"at": [9, "bbbbbb"], "v": 1}}}
        assert merge(edited, knowing, self.first, True) == knowing

    def test_an_untrusted_base_removes_nothing_the_other_side_had_not_seen(self) -> None:
        """A file cannot talk a device into forgetting by claiming a base."""
        x = make(OBJECT_ID, "entry", {"t": "mine"}, 5, "aaaaaa")
        y = make(OBJECT_ID, "entry", {"t": "theirs"}, 6, "bbbbbb")
        claimed = make(OBJECT_ID, "entry", {"t": "mine"}, 1, "cccccc")
        assert "also" not in merge(x, y, claimed, True)
        assert [one["v"] for one in merge(x, y, claimed, False)["also"]["f.t"].values()] == ["mine"]

    def test_a_result_beyond_the_largest_payload_is_refused(self) -> None:
        """M9: nothing is cut; the person is asked."""
        long = "x" * (PAYLOAD_MAX // 2)
        x = make(OBJECT_ID, "entry", {"t": "a" + long}, 5, "aaaaaa")
        y = make(OBJECT_ID, "entry", {"t": "b" + long}, 6, "bbbbbb")
        with pytest.raises(UnmergeableError, match="merge_size"):
            merge(x, y, None, False)


class TestLaws:
    """What holds for every triple."""

    @given(triples)
    @settings(max_examples=300)
    def test_the_sides_may_be_exchanged(self, triple: Triple) -> None:
        """Whoever merges gets the same bytes."""
        x, y, base, trusted = triple
        assert merge_or_none(x, y, base, trusted) == merge_or_none(y, x, base, trusted)

    @given(triples, st.booleans())
    @settings(max_examples=300)
    def test_a_result_meets_its_sides_without_changing(self, triple: Triple, again: bool) -> None:
        """merge(R, X) has ver(R): a device that already merged is not made to merge again."""
        x, y, base, trusted = triple
        merged = merge(x, y, base, trusted)
        for side in (x, y):
            assert ver(merge(merged, side, base, again)) == ver(merged)
            assert ver(merge(side, merged, None, again)) == ver(merged)

    @given(triples)
    def test_a_result_is_a_valid_record_that_has_seen_both_sides(self, triple: Triple) -> None:
        """The next device can read it and knows what is in it."""
        x, y, base, trusted = triple
        merged = merge(x, y, base, trusted)
        validate(merged, OBJECT_ID)
        known = {ver(merged), *split_past(merged["past"])}
        assert {ver(x), ver(y)} <= known

    @given(triples)
    def test_the_arguments_stay_as_they_were(self, triple: Triple) -> None:
        """A merge that cannot be stored has changed nothing."""
        before = copy.deepcopy(triple)
        merge(*triple)
        assert triple == before

    @given(triples)
    def test_trust_matters_only_for_a_base_that_is_not_common(self, triple: Triple) -> None:
        """An untrusted base that one side has not seen is as good as none."""
        x, y, base, _ = triple
        if base is None:
            return
        common = all(ver(base) in (ver(side), *split_past(side["past"])) for side in (x, y))
        expected = merge_or_none(x, y, base, True) if common else merge_or_none(x, y, None, True)
        assert merge_or_none(x, y, base, False) == expected

    @given(st.randoms(use_true_random=False))
    def test_nothing_typed_on_either_side_vanishes(self, rng: Random) -> None:
        """Every text of two versions that had not seen each other is in f or also."""
        sides = []
        for side, tag in (("x", "aaaaaa"), ("y", "bbbbbb")):
            names = rng.sample("abcd", 3)
            f: dict[str, Any] = {name: f"<{side}{name}>" for name in names[:2]}
            f[names[2]] = {inner: f"<{side}{names[2]}{inner}>" for inner in rng.sample("pqr", 2)}
            sides.append(make(OBJECT_ID, "entry", f, rng.randrange(4), tag))
        base = make(OBJECT_ID, "entry", {"a": "<old>", "b": {"p": "<older>"}}, 0, "cccccc")
        text = encode(merge(*sides, rng.choice((None, base)), rng.random() < 0.5)).decode()
        typed = [value for side in sides for value in leaves(side["f"])]
        assert [value for value in typed if value not in text] == []

    @given(triples)
    def test_no_past_grows_beyond_its_limit(self, triple: Triple) -> None:
        """32 versions, the newest."""
        x, y, base, trusted = triple
        past = merge(x, y, base, trusted)["past"]
        assert len(past) <= 32 * 8
        assert past == join_past(past)


def leaves(value: Any) -> list[str]:
    """Every text in a map."""
    if isinstance(value, dict):
        return [leaf for inner in value.values() for leaf in leaves(inner)]
    return [value]
