"""The shared vectors, known answers and the IndexedDB store run inside three real browser engines."""

from __future__ import annotations

import json
import queue
import subprocess
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from tests.crypto.known_answers import known_answers

from tests.browser.engines import ENGINES

Report = dict[str, list[dict[str, Any]]]


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
def served(page: Path, root: Path) -> Iterator[tuple[str, queue.Queue[Report]]]:
    """An address that serves the page and its data, and a queue that receives the report."""
    reports: queue.Queue[Report] = queue.Queue()
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
            self.wfile.write(body.encode())

        def do_POST(self) -> None:
            reports.put(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *args: Any) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_port}/index.html", reports
    server.shutdown()


@pytest.mark.browser
@pytest.mark.parametrize("engine", ENGINES)
def test_every_vector_and_known_answer_holds_in_the_engine(
    engine: str, served: tuple[str, queue.Queue[Report]], tmp_path: Path
) -> None:
    """Nothing fails in this engine, and each group ran something."""
    address, reports = served
    with ENGINES[engine](address, tmp_path):
        report = reports.get(timeout=180)
    failed = [
        f"{group}: {r['name']}: {r.get('detail', '')}"
        for group, rs in report.items()
        for r in rs
        if not r["ok"]
    ]
    assert not failed, "\n".join(failed[:20])
    assert {group: len(results) > 0 for group, results in report.items()} == {
        "crypto": True,
        "known": True,
        "sync": True,
        "store": True,
    }
