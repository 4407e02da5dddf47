"""One build made into several releases, and a place that serves one of them at a time."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from tests.journeys.server import Server

TEXT = {".js", ".html", ".css", ".webmanifest"}


class Releases:
    """A server whose app is exchanged while its address, and its database, stay."""

    def __init__(self, built: Path, home: Path) -> None:
        self._built = built
        self._served = home / "served"
        self.server = Server(home / "server", SELFWARD_STATIC_DIR=str(self._served))

    def publish(self, number: int, *, without: str = "") -> None:
        """Serve release `number` from now on; `without` leaves out the files with this in their name."""
        self.server.kill()
        shutil.rmtree(self._served, ignore_errors=True)
        shutil.copytree(self._built, self._served, ignore=shutil.ignore_patterns("*.br", "*.gz"))
        for chunk in ("main", "About"):
            self._rename(chunk, number)
        look = self._served / "look.js"
        look.write_text(f"{look.read_text()}document.documentElement.dataset.release = '{number}';\n")
        worker = self._served / "sw.js"
        worker.write_text(
            re.sub(r'"build":"[^"]+"', f'"build":"{build(number)}"', worker.read_text(), count=1)
        )
        if without:
            for path in self._served.rglob(f"*{without}*"):
                path.unlink()
        self.server.start()

    def _rename(self, chunk: str, number: int) -> None:
        """Give a chunk a name of this release, wherever it is named: other releases don't have it."""
        old = next((self._served / "assets").glob(f"{chunk}-*.js"))
        new = f"{chunk}-release{number}.js"
        for path in (p for p in self._served.rglob("*") if p.suffix in TEXT):
            text = path.read_text()
            if old.name in text:
                path.write_text(text.replace(old.name, new))
        old.rename(old.with_name(new))


def build(number: int) -> str:
    """The build id of a release."""
    return f"{number:012x}"
