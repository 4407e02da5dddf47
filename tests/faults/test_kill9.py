"""kill -9 of the whole server while devices append: no acknowledged commit is lost, no log forks.

This proves that an answer is only given after the commit. That a commit survives a power cut rests on
synchronous=FULL, which tests/server/test_schema.py reads back.
"""

from __future__ import annotations

import os
import random
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from sync.state import Head
from tests.journeys.server import Server
from tests.server.device import Device, envelope
from tests.server.remote import Remote
from tests.server.replay import replay

DEVICES = 4
ROUNDS = 3
COMMITS_A_ROUND = 25


@pytest.fixture(params=["sqlite", "postgres"])
def server(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Server]:
    """granian on either database, as `./run` starts it."""
    settings = {"SELFWARD_RATE_LIMITS": "off", "SELFWARD_LOG": str(tmp_path / "access.log")}
    if request.param == "postgres":
        settings["SELFWARD_DATABASE_URL"] = request.getfixturevalue("postgres_url")
    running = Server(tmp_path / "server", **settings)
    running.start()
    yield running
    running.kill()


class Writer(threading.Thread):
    """A device that appends for ever; after an answer that never came it sends the same bytes again."""

    def __init__(self, device: Device, stop: threading.Event) -> None:
        super().__init__(daemon=True)
        self.device = device
        self.stop = stop
        self.acknowledged: list[tuple[Head, list[bytes]]] = []
        self.repeated = 0
        self.refused: object = None

    def run(self) -> None:
        """Until told to stop."""
        while not self.stop.is_set() and self.refused is None:
            ids = [os.urandom(16) for _ in range(random.choice([1, 1, 1, 40]))]
            body = self.device.commit({object_id: envelope() for object_id in ids})
            while not self.stop.is_set():
                try:
                    answer = self.device.post(body)
                except OSError:
                    self.stop.wait(0.05)
                    continue
                if answer.status_code == 200:
                    self.repeated += "again" in answer.get_json()
                    self.acknowledged.append((self.device.head, ids))
                elif answer.status_code != 503:
                    self.refused = answer.get_json()
                else:
                    continue
                break


def test_no_acknowledged_commit_is_lost(server: Server) -> None:
    """Three kills in the middle of traffic; after each start every log is whole and goes on."""
    stop = threading.Event()
    writers = []
    for n in range(DEVICES):
        device = Device(Remote(server.port), login=f"name-{n}")
        assert device.register().status_code == 201
        writers.append(Writer(device, stop))
    for writer in writers:
        writer.start()

    for _ in range(ROUNDS):
        wait_for(writers, sum(len(writer.acknowledged) for writer in writers) + COMMITS_A_ROUND)
        stop.wait(random.uniform(0, 0.2))
        server.kill()
        before = [list(writer.acknowledged) for writer in writers]
        server.start()
        for writer, acknowledged in zip(writers, before, strict=True):
            check(writer.device, acknowledged)

    wait_for(writers, sum(len(writer.acknowledged) for writer in writers) + COMMITS_A_ROUND)
    stop.set()
    for writer in writers:
        writer.join()
        assert writer.refused is None
        check(writer.device, writer.acknowledged)


def wait_for(writers: list[Writer], acknowledged: int) -> None:
    """Return when this many commits have been acknowledged in all."""
    end = time.monotonic() + 30
    while sum(len(writer.acknowledged) for writer in writers) < acknowledged:
        assert time.monotonic() < end, "the server stopped answering"
        assert all(writer.refused is None for writer in writers), [writer.refused for writer in writers]
        time.sleep(0.01)


def check(device: Device, acknowledged: list[tuple[Head, list[bytes]]]) -> None:
    """The log holds every acknowledged head and object, and adds up."""
    heads, rows = replay(
        Device(device.client, device.login, device.log_seed, device.log_id, token=device.token)
    )
    chain = {head.n: head.id for head in heads}
    for head, ids in acknowledged:
        assert chain[head.n] == head.id
        assert all(rows.get(object_id) for object_id in ids)
