"""The servers that are measured: the real one, and the floor below it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from tests.journeys.server import Server
from tests.serving import Serving, free_port


def memory_mib(served: Serving) -> float:
    """Memory of a server and its children in MiB; pages they share count once (PSS)."""
    main = psutil.Process(served.pid)
    processes = [main, *main.children(recursive=True)]
    return float(sum(process.memory_full_info().pss for process in processes) / 2**20)


@contextmanager
def selfward(home: Path) -> Iterator[Server]:
    """The real server with an empty SQLite database and rate limits off, until the block ends."""
    served = Server(home / "server", SELFWARD_RATE_LIMITS="off")
    with _running(served):
        yield served


@contextmanager
def bare(home: Path) -> Iterator[Serving]:
    """The smallest WSGI application under the same server program: the floor below every figure."""
    port = free_port()
    served = Serving(["-m", "tests.bench.bare", "--port", str(port)], port, home / "bare.log")
    with _running(served):
        yield served


@contextmanager
def _running(served: Serving) -> Iterator[None]:
    served.start()
    try:
        yield
    finally:
        served.kill()
