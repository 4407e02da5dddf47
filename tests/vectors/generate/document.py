"""A vector file: one JSON object with `layer`, `comment` and `cases`, one case a line."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from crypto.errors import CryptoError, DamagedError, FormatError, LockedError, UnsupportedError

Case = dict[str, Any]
Document = dict[str, Any]
Run = Callable[[Mapping[str, Any]], Any]

_ERRORS = (FormatError, LockedError, DamagedError, UnsupportedError)


def document(layer: str, comment: str, cases: list[Case]) -> Document:
    """The vectors of one function."""
    return {"layer": layer, "comment": comment, "cases": cases}


def case(comment: str, given: dict[str, Any], expect: Any) -> Case:
    """One input and what comes out of it."""
    return {"comment": comment, "input": given, "expect": expect}


def outcome(run: Run, given: Mapping[str, Any]) -> Any:
    """What a function makes of an input: its value, or the outward error and its code."""
    try:
        return run(given)
    except CryptoError as error:
        name = next(kind.__name__ for kind in _ERRORS if isinstance(error, kind))
        return {"error": name, "code": error.code}


def text_of(made: Document) -> str:
    """The file's text."""
    lines = ",\n".join(json.dumps(one, ensure_ascii=False) for one in made["cases"])
    head = {"layer": made["layer"], "comment": made["comment"]}
    return json.dumps(head, ensure_ascii=False)[:-1] + ', "cases": [\n' + lines + "\n]}\n"
