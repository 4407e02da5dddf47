"""The merge in Python and in TypeScript: the same bytes for thousands of random triples."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

from crypto.encoding import encode
from sync.errors import UnmergeableError
from sync.merge import merge
from tests.interop.programs import build, run
from tests.sync.triples import Triple, random_triple

TRIPLES = 3000
FIRST_SEED = 1_000_000


def line(triple: Triple) -> bytes:
    """A merge as the program reads it."""
    x, y, base, trusted = triple
    known = {} if base is None else {"base": base}
    return json.dumps({"x": x, "y": y, **known, "trusted": trusted}).encode()


def merged(triple: Triple) -> bytes:
    """What the reference makes of it, in the program's words."""
    try:
        return encode(merge(*triple))
    except UnmergeableError as error:
        return f"!{error.code}".encode()


def test_both_twins_merge_random_triples_to_the_same_bytes(tmp_path: Path) -> None:
    """Two devices, one of each language, never disagree about a merged record."""
    triples = [random_triple(Random(FIRST_SEED + number)) for number in range(TRIPLES)]
    theirs = run(build("merge", tmp_path), [line(triple) for triple in triples])
    ours = [merged(triple) for triple in triples]
    assert len(theirs) == TRIPLES
    different = [
        FIRST_SEED + n for n, pair in enumerate(zip(ours, theirs, strict=True)) if pair[0] != pair[1]
    ]
    assert not different, f"the twins differ for the seeds {different[:10]}"
