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
from tests.bench.process import Served, bare, selfward
from tests.bench.vault import BenchVault, envelope

Line = tuple[str, str, str, str]
"""what, measured, aim, reference"""


def measure(home: Path) -> list[Line]:
    """Every figure of the server, in the order of the README's table."""
    lines: list[Line] = []
    raw_rows, raw_commits = raw_sqlite(home)
    with bare(home) as floor:
        bare_one = idle(floor.port, 1, lambda: b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        bare_many = idle(floor.port, 32, lambda: b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
    with selfward(home) as served:
        vault = registered(served, "bench-push")
        pushes = [push(served, vault, 1000) for _ in range(10)]
        rate = f"{1000 / statistics.median(pushes):,.0f} items/s"
        lines.append(
            ("push 1,000 × 1 KiB", rate, "20,000", f"raw SQLite {raw_rows:,.0f} rows/s in one commit")
        )
        for size in (1_000, 10_000):
            reader = registered(served, f"bench-cold-{size}")
            for _ in range(size // 1000):
                push(served, reader, 1000)
            best = statistics.median(cold(served, reader, size) for _ in range(5))
            lines.append((f"cold pull {size:,}", f"{size / best:,.0f} items/s", "120,000", ""))
        one = idle(served.port, 1, vault.idle)
        many = idle(served.port, 32, vault.idle)
        lines.append(("idle pull, 1 client", f"{one:,.0f} requests/s", "2,500", f"bare WSGI {bare_one:,.0f}"))
        lines.append(
            ("idle pull, 32 clients", f"{many:,.0f} requests/s", "5,000", f"bare WSGI {bare_many:,.0f}")
        )
        cycles = mixed(served, 32, 20.0)
        lines.append(
            (
                "32 users mixed, 20 s",
                f"{cycles:,.0f} cycles/s",
                "1,000",
                f"raw SQLite {raw_commits:,.0f} commits/s",
            )
        )
        for size in (1_000, 10_000, 100_000):
            grown = registered(served, f"bench-grown-{size}")
            for _ in range(size // 1000):
                push(served, grown, 1000)
            single = statistics.median(push(served, grown, 1) for _ in range(200))
            pull = 1 / idle(served.port, 1, grown.idle, seconds=1.0)
            shown = f"push {single * 1000:.2f} ms, idle {pull * 1000:.2f} ms"
            lines.append((f"one push and idle pull at {size:,}", shown, "flat", ""))
        lines.append(("server memory", f"{served.memory_mib():.0f} MiB", "≤ 90", ""))
    return lines


def registered(served: Served, login: str) -> BenchVault:
    """A new account on the server."""
    vault = BenchVault(served.port, login)
    vault.register()
    return vault


def push(served: Served, vault: BenchVault, items: int) -> float:
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


def cold(served: Served, vault: BenchVault, expected: int) -> float:
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


def mixed(served: Served, users: int, seconds: float) -> float:
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
