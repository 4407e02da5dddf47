"""`python -m server.serve --port 8000`: the server under granian, as `./run` starts it."""

from __future__ import annotations

import argparse
import ctypes
import os
import sys

from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels

# Each holds one client for as long as that sends or reads. More would let more slow phones in at the
# same time, but threads that compute at once cost each other time.
THREADS = 16
M_MMAP_THRESHOLD, M_ARENA_MAX = -3, -8


def main(arguments: list[str] | None = None) -> int:
    """Serve until stopped. One process: SQLite has one writer, and the app waits in the database only.

    The app itself is loaded by granian's worker; this process stays small and watches it.
    """
    parser = argparse.ArgumentParser(prog="python -m server.serve", description=__doc__)
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--threads", type=int, default=THREADS)
    given = parser.parse_args(arguments)
    _return_large_blocks()
    os.environ.setdefault("SELFWARD_ORIGIN", f"http://localhost:{given.port}")
    Granian(
        "wsgi:app",
        address=given.host,
        port=given.port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        websockets=False,
        workers=1,
        blocking_threads=given.threads,
        log_level=LogLevels.error,  # its one warning is about the number of threads, chosen above
        workers_kill_timeout=5,
    ).serve()
    return 0


def _return_large_blocks() -> None:
    # Bodies and pages are megabytes for milliseconds. By default glibc learns to keep such blocks, in
    # an arena per thread; told not to, it gives them back. Other C libraries have no mallopt.
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(M_MMAP_THRESHOLD, 128 * 1024)
        mallopt(M_ARENA_MAX, 2)


if __name__ == "__main__":
    sys.exit(main())
