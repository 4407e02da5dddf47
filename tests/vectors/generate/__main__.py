"""Writes the vector files: `python -m tests.vectors.generate [module …]`, all of them by default.

Each module in this folder that has `documents()` says which files it makes, by path below
tests/vectors. The same sources give the same bytes.
"""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

from tests.vectors.generate.document import text_of

HERE = Path(__file__).resolve().parent


def main(names: list[str]) -> None:
    """Write the files of these modules and say how many cases each holds."""
    for name in names or sorted(source.stem for source in HERE.glob("[!_]*.py")):
        module = importlib.import_module(f"tests.vectors.generate.{name}")
        for path, made in getattr(module, "documents", dict)().items():
            target = HERE.parent / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text_of(made), encoding="utf-8")
            print(f"{path}: {len(made['cases'])}")


if __name__ == "__main__":
    main(sys.argv[1:])
