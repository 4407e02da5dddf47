"""Vectors of sync/merge: one case for each clause of M1-M9 and mergemap, and random triples."""

from __future__ import annotations

from random import Random
from typing import Any

from sync.record import Record
from tests.sync.operations import outcome
from tests.sync.triples import random_triple
from tests.vectors.generate.document import Case, Document, case, document
from tests.vectors.generate.merge_clauses import clauses

LAYER = "sync.merge.merge"
TRIPLES = 240


def documents() -> dict[str, Document]:
    """The files of tests/vectors/sync/merge."""
    by_rule = [merge_case(*clause) for clause in clauses()]
    by_chance = [merge_case(f"seed {seed}", *random_triple(Random(seed))) for seed in range(TRIPLES)]
    return {
        "sync/merge/clauses.json": document(LAYER, "each rule of 10.3 by itself", by_rule),
        "sync/merge/triples.json": document(LAYER, "random triples (10.3)", by_chance),
    }


def merge_case(comment: str, x: Record, y: Record, base: Record | None, trusted: bool) -> Case:
    """A case with what the merge makes of it; a base that is not known is left out."""
    known = {} if base is None else {"base": base}
    given: dict[str, Any] = {"x": x, "y": y, **known, "trusted": trusted}
    return case(comment, given, outcome(LAYER, given))
