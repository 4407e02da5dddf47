"""Speed of the server, each figure beside a reference taken in the same run."""

from __future__ import annotations

import os
import sqlite3
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from sync.frames import PAGE, read, split_end
from tests.bench.load import Connection, Reply, run
from tests.bench.process import bare, memory_mib, selfward
from tests.bench.vault import BenchVault, envelope
from tests.serving import Serving

Line = tuple[str, str, str, str]
"""what, measured, aim, reference taken in the same run and what bounds the figure"""

NOTHING = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"
BOUNDS = {
    "push": "SHA-256 of each envelope, inserts, one flush",
    "cold": "SQLite's reading and the copying of bytes through the socket",
    "idle": "the interpreter: about 95 µs of Flask, session look-up and log line a request",
    "mixed": "the interpreter, then Ed25519 and the flush of each commit (waiting ones share it)",
    "grown": "one flush; only the touched bucket is hashed",
    "memory": "Python with Flask and SQLAlchemy before the first request",
}


def measure(home: Path) -> list[Line]:
    """Every figure of the server."""
    raw_rows, raw_commits = raw_sqlite(home)
    with bare(home) as floor:
        bare_idle = [idle(floor.port, clients, lambda: NOTHING) for clients in (1, 32)]
    with selfward(home) as served:
        return [
            *_bulk(served, raw_rows),
            *_idle(served, bare_idle),
            _mixed(served, raw_commits),
            *(_grown(served, size) for size in (1_000, 10_000, 100_000)),
            ("server memory", f"{memory_mib(served):.0f} MiB", "90 MiB", BOUNDS["memory"]),
        ]


def _bulk(served: Serving, raw_rows: float) -> list[Line]:
    vault = registered(served, "bench-push")
    rate = 1000 / statistics.median(push(served, vault, 1000) for _ in range(10))
    reference = f"raw SQLite {raw_rows:,.0f} rows/s; {BOUNDS['push']}"
    lines = [("push 1,000 × 1 KiB", f"{rate:,.0f} items/s", "20,000", reference)]
    for size in (1_000, 10_000):
        reader = registered(served, f"bench-cold-{size}")
        for _ in range(size // 1000):
            push(served, reader, 1000)
        rate = size / statistics.median(cold(served, reader, size) for _ in range(5))
        lines.append((f"cold pull {size:,}", f"{rate:,.0f} items/s", "120,000", BOUNDS["cold"]))
    return lines


def _idle(served: Serving, bare_idle: list[float]) -> list[Line]:
    vault = registered(served, "bench-idle")
    lines = []
    for clients, aim, reference in ((1, "2,500", bare_idle[0]), (32, "5,000", bare_idle[1])):
        rate = idle(served.port, clients, vault.idle)
        why = f"bare WSGI {reference:,.0f}; {BOUNDS['idle']}"
        lines.append((f"idle pull, clients: {clients}", f"{rate:,.0f} requests/s", aim, why))
    return lines


def _mixed(served: Serving, raw_commits: float) -> Line:
    rate = mixed(served, 32, 20.0)
    why = f"raw SQLite {raw_commits:,.0f} commits/s; {BOUNDS['mixed']}"
    return ("32 users mixed, 20 s", f"{rate:,.0f} cycles/s", "1,000", why)


def _grown(served: Serving, size: int) -> Line:
    vault = registered(served, f"bench-grown-{size}")
    for _ in range(size // 1000):
        push(served, vault, 1000)
    one_push = statistics.median(push(served, vault, 1) for _ in range(200))
    one_pull = 1 / idle(served.port, 1, vault.idle, seconds=1.0)
    shown = f"push {one_push * 1000:.2f} ms, idle {one_pull * 1000:.2f} ms"
    return (f"one push and idle pull at {size:,}", shown, "flat", BOUNDS["grown"])


def registered(served: Serving, login: str) -> BenchVault:
    """A new account on the server."""
    vault = BenchVault(served.port, login)
    vault.register()
    return vault


def push(served: Serving, vault: BenchVault, items: int) -> float:
    """Seconds of one commit, the vault's own work left out."""
    data = vault.commit(items)
    connection = Connection(served.port)
    start = time.perf_counter()
    reply = connection.ask(data)
    took = time.perf_counter() - start
    connection.close()
    if reply.status != 200:
        raise RuntimeError(f"push: {reply.status} {reply.body[:200]!r}")
    return took


def cold(served: Serving, vault: BenchVault, expected: int) -> float:
    """Seconds until every page is here; what came is counted afterwards."""
    connection = Connection(served.port)
    pages, after, more = [], 0, True
    start = time.perf_counter()
    while more:
        page = connection.ask(vault.cold(after)).body
        end = split_end(page[-9:])
        pages.append(page)
        after, more = end.n, end.more
    took = time.perf_counter() - start
    connection.close()
    items = sum(1 for page in pages for kind, _ in read(page, PAGE) if kind == ord("I"))
    if items != expected:
        raise RuntimeError(f"cold pull: {items} of {expected}")
    return took


def idle(port: int, clients: int, ask: Callable[[], bytes], seconds: float = 4.0) -> float:
    """Requests a second when nothing is new."""
    data, answered = ask(), 0

    def client(reply: Reply | None) -> bytes:
        nonlocal answered
        if reply is not None:
            if reply.status != 304:
                raise RuntimeError(f"idle: {reply.status} {reply.body[:200]!r}")
            answered += 1
        return data

    took = run(port, [client] * clients, seconds)
    return answered / took


def mixed(served: Serving, users: int, seconds: float) -> float:
    """Cycles a second of users who each look for news, then append one page."""
    cycles = 0

    def user(vault: BenchVault) -> Callable[[Reply | None], bytes]:
        pushing = False

        def step(reply: Reply | None) -> bytes:
            nonlocal pushing, cycles
            if reply is not None and reply.status != (200 if pushing else 304):
                raise RuntimeError(f"mixed: {reply.status} {reply.body[:200]!r}")
            if reply is None or pushing:
                cycles += reply is not None
                pushing = False
                return vault.idle()
            pushing = True
            return vault.commit(1)

        return step

    vaults = [registered(served, f"bench-mixed-{n}") for n in range(users)]
    took = run(served.port, [user(vault) for vault in vaults], seconds)
    return cycles / took


def raw_sqlite(home: Path) -> tuple[float, float]:
    """Rows a second in one commit of 1,000, and one-row commits a second: WAL, synchronous=FULL."""
    database = sqlite3.connect(home / "raw.sqlite3", isolation_level=None)
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("PRAGMA synchronous=FULL")
    database.execute("CREATE TABLE item (id BLOB PRIMARY KEY, envelope BLOB) WITHOUT ROWID")
    rows = [(os.urandom(16), envelope()) for _ in range(12_000)]
    spent = []
    for at in range(0, 10_000, 1000):
        start = time.perf_counter()
        database.execute("BEGIN IMMEDIATE")
        database.executemany("INSERT INTO item VALUES (?, ?)", rows[at : at + 1000])
        database.execute("COMMIT")
        spent.append(time.perf_counter() - start)
    start = time.perf_counter()
    for row in rows[10_000:]:
        database.execute("BEGIN IMMEDIATE")
        database.execute("INSERT INTO item VALUES (?, ?)", row)
        database.execute("COMMIT")
    single = time.perf_counter() - start
    database.close()
    return 1000 / statistics.median(spent), 2000 / single
