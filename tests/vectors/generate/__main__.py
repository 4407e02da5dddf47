"""Writes every vector file: `python -m tests.vectors.generate`.

Each module in this folder that has `documents()` says which files it makes, by path below
tests/vectors. The same sources give the same bytes.
"""

from __future__ import annotations

import importlib
from pathlib import Path

from tests.vectors.generate.document import text_of

HERE = Path(__file__).resolve().parent


def main() -> None:
    """Write the files and say how many cases each holds."""
    for source in sorted(HERE.glob("*.py")):
        module = importlib.import_module(f"tests.vectors.generate.{source.stem}") if source.stem[0] != "_" else None
        for path, made in getattr(module, "documents", dict)().items():
            target = HERE.parent / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text_of(made), encoding="utf-8")
            print(f"{path}: {len(made['cases'])}")


if __name__ == "__main__":
    main()
