"""`./run bench [server|browser]`: measure, print each figure with its aim and its reference."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.bench import browser_bench, server_bench


def show(lines: list[tuple[str, str, str, str]]) -> None:
    """Print a table: what, measured, aim, reference."""
    rows = [("what", "measured", "aim", "reference; what bounds it"), *lines]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def main() -> None:
    """Run what was asked for, all of it by default."""
    wanted = sys.argv[1:] or ["server", "browser"]
    with tempfile.TemporaryDirectory(prefix="selfward-bench-") as home:
        if "server" in wanted:
            show(server_bench.measure(Path(home)))
        if "browser" in wanted:
            show(browser_bench.measure(Path(home)))


if __name__ == "__main__":
    main()
