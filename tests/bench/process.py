"""Start a server in a process group of its own, wait until it answers, end the whole group."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Served:
    """A server that answers on this port."""

    port: int
    pid: int

    def memory_mib(self) -> float:
        """Memory of the server and its children in MiB; pages they share count once (PSS)."""
        main = psutil.Process(self.pid)
        processes = [main, *main.children(recursive=True)]
        return sum(process.memory_full_info().pss for process in processes) / 2**20


def free_port() -> int:
    """A loopback port nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serve(module: list[str], port: int, log: Path, **environment: str) -> Iterator[Served]:
    """Run `python -m module…` until the block ends."""
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", *module],
            cwd=ROOT,
            env={**os.environ, **environment},
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        _wait(port, process, log)
        yield Served(port, process.pid)
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _wait(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + 30
    while time.monotonic() < end:
        if process.poll() is not None:
            break
        try:
            socket.create_connection(("127.0.0.1", port), timeout=0.2).close()
            return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError(f"the server did not start:\n{log.read_text()[-2000:]}")


@contextmanager
def selfward(home: Path) -> Iterator[Served]:
    """The real server as `./run` starts it, with an empty SQLite database and rate limits off."""
    port = free_port()
    environment = {
        "SELFWARD_DATABASE_URL": f"sqlite:///{home / 'bench.sqlite3'}",
        "SELFWARD_ORIGIN": f"http://localhost:{port}",
        "SELFWARD_RATE_LIMITS": "off",
    }
    with serve(["server.serve", "--port", str(port)], port, home / "server.log", **environment) as served:
        yield served


@contextmanager
def bare(home: Path) -> Iterator[Served]:
    """The smallest WSGI application under the same server program: the floor below every figure."""
    port = free_port()
    with serve(["tests.bench.bare", "--port", str(port)], port, home / "bare.log") as served:
        yield served
