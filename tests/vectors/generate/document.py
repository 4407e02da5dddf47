"""A vector file: one JSON object with `layer`, `comment` and `cases`, one case a line."""

from __future__ import annotations

import json
from typing import Any

Case = dict[str, Any]
Document = dict[str, Any]


def document(layer: str, comment: str, cases: list[Case]) -> Document:
    """The vectors of one function."""
    return {"layer": layer, "comment": comment, "cases": cases}


def case(comment: str, given: dict[str, Any], expect: Any) -> Case:
    """One input and what comes out of it."""
    return {"comment": comment, "input": given, "expect": expect}


def text_of(made: Document) -> str:
    """The file's text."""
    lines = ",\n".join(json.dumps(one, ensure_ascii=False) for one in made["cases"])
    head = {"layer": made["layer"], "comment": made["comment"]}
    return json.dumps(head, ensure_ascii=False)[:-1] + ', "cases": [\n' + lines + "\n]}\n"
