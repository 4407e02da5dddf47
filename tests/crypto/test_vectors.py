"""The shared vector files of crypto: the TypeScript twins run the very same ones."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from crypto.errors import CryptoError
from tests.crypto.operations import OPERATIONS

FOLDER = Path(__file__).resolve().parents[1] / "vectors" / "crypto"
MODULES = {
    "appendix_a": 16,
    "encoding": 143,
    "envelope": 130,
    "identity": 69,
    "keys": 11,
    "padding": 46,
    "passphrase": 47,
    "recovery": 25,
    "wrapping": 85,
}
"""How many cases each folder holds: a file that went missing is noticed."""


def cases(module: str) -> list[tuple[str, str, dict[str, Any]]]:
    """(file and comment, layer, case) for every case in the folder of a module."""
    found = []
    for path in sorted((FOLDER / module).glob("*.json")):
        made = json.loads(path.read_text(encoding="utf-8"))
        found += [(f"{path.stem}: {one['comment']}", made["layer"], one) for one in made["cases"]]
    return found


def outcome(layer: str, one: dict[str, Any]) -> Any:
    """What came out, written as the case would expect it."""
    try:
        return OPERATIONS[layer](one["input"])
    except CryptoError as error:
        wanted = one["expect"] if isinstance(one["expect"], dict) else {}
        code = {"code": error.code} if "code" in wanted else {}
        return {"error": type(error).__name__, **code}


@pytest.mark.parametrize("module", MODULES)
def test_every_vector_gives_what_it_expects(module: str) -> None:
    """Each case of the module's folder runs, and all of them give the expected value or error."""
    found = cases(module)
    wrong = [(name, got) for name, layer, one in found if (got := outcome(layer, one)) != one["expect"]]
    assert wrong == []
    assert len(found) == MODULES[module]


def test_every_folder_is_known() -> None:
    """No folder of vectors is left out."""
    assert {path.name for path in FOLDER.iterdir()} == set(MODULES)


def test_every_layer_has_a_good_case() -> None:
    """Each layer is exercised by at least one case that does not fail."""
    good = {
        layer
        for module in MODULES
        for _, layer, one in cases(module)
        if not (isinstance(one["expect"], dict) and "error" in one["expect"])
    }
    assert good == set(OPERATIONS)
