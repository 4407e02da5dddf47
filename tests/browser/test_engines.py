"""The shared vectors, known answers and the IndexedDB store run inside three real browser engines."""

from __future__ import annotations

import json
import queue
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.browser.engines import ENGINES
from tests.crypto.known_answers import known_answers

Report = dict[str, list[dict[str, Any]]]
STARTS = 5
LOADED_S = 25
"""WebKitGTK's MiniBrowser sometimes starts without ever asking for the page; then it is started again."""


@dataclass
class Served:
    """An address that serves the page and its data, whether a browser has asked, and what it reported."""

    address: str
    loaded: threading.Event
    reports: queue.Queue[Report]


@pytest.fixture(scope="module")
def page(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The test page, built once."""
    out = tmp_path_factory.mktemp("page")
    subprocess.run(
        [
            "npx",
            "vite",
            "build",
            "-c",
            "tests/browser/vite.config.ts",
            "--outDir",
            str(out),
            "--logLevel",
            "warn",
        ],
        cwd=root / "pwa",
        check=True,
    )
    return out


def vectors(root: Path) -> dict[str, Any]:
    """Every vector file by its path below tests/vectors."""
    folder = root / "tests" / "vectors"
    files = sorted((folder / "crypto").rglob("*.json")) + sorted((folder / "sync").rglob("*.json"))
    assert files, "the vectors are missing"
    return {str(file.relative_to(folder)): json.loads(file.read_text()) for file in files}


@pytest.fixture
def served(page: Path, root: Path) -> Iterator[Served]:
    """The page, on a loopback port."""
    reports: queue.Queue[Report] = queue.Queue()
    loaded = threading.Event()
    data = {"/vectors.json": json.dumps(vectors(root)), "/known.json": json.dumps(known_answers())}

    class Handler(SimpleHTTPRequestHandler):
        def __init__(self, *args: Any) -> None:
            super().__init__(*args, directory=str(page))

        def do_GET(self) -> None:
            body = data.get(self.path)
            if body is None:
                super().do_GET()
                return
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            loaded.set()
            self.wfile.write(body.encode())

        def do_POST(self) -> None:
            reports.put(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *args: Any) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield Served(f"http://localhost:{server.server_port}/index.html", loaded, reports)
    server.shutdown()


@pytest.mark.browser
@pytest.mark.parametrize("engine", ENGINES)
def test_every_vector_and_known_answer_holds_in_the_engine(
    engine: str, served: Served, tmp_path: Path
) -> None:
    """Nothing fails in this engine, and each group ran something."""
    report = reported(engine, served, tmp_path)
    failed = [
        f"{group}: {result['name']}: {result.get('detail', '')}"
        for group, results in report.items()
        for result in results
        if not result["ok"]
    ]
    assert not failed, "\n".join(failed[:20])
    assert {group for group, results in report.items() if results} == {"crypto", "known", "sync", "store"}


def reported(engine: str, served: Served, home: Path) -> Report:
    """What the page reports from this engine."""
    for start in range(STARTS):
        profile = home / f"start-{start}"
        profile.mkdir()
        with ENGINES[engine](served.address, profile):
            if served.loaded.wait(LOADED_S):
                return served.reports.get(timeout=240)
    raise AssertionError(f"{engine} did not load the page in {STARTS} starts")
