"""The server under granian and under gunicorn: both start, speak, and share one database."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.server.device import ORIGIN, Device, envelope
from tests.server.remote import Remote
from tests.server.replay import replay
from tests.serving import Serving

COMMANDS = {
    "granian": ["-m", "server.serve", "--port", "{port}"],
    "gunicorn": ["-m", "gunicorn", "-b", "127.0.0.1:{port}", "-w", "2", "--threads", "4", "wsgi:app"],
}


@pytest.fixture(params=list(COMMANDS))
def remote(
    request: pytest.FixtureRequest, tmp_path: Path, free_port: int, database_url: str
) -> Iterator[Remote]:
    """A server in a process group of its own."""
    environment = {
        "SELFWARD_DATABASE_URL": database_url,
        "SELFWARD_SECRET_FILE": str(tmp_path / "secret"),
        "SELFWARD_ORIGIN": ORIGIN,
        "SELFWARD_RATE_LIMITS": "off",
        "SELFWARD_LOG": str(tmp_path / "access.log"),
    }
    command = [part.format(port=free_port) for part in COMMANDS[request.param]]
    serving = Serving(command, free_port, tmp_path / "server.log", **environment)
    serving.start()
    yield Remote(free_port)
    serving.kill()


def test_devices_live_on_a_real_server(remote: Remote) -> None:
    """Register, append from several sessions at once, pull, fetch, log in again."""

    def live(n: int) -> None:
        device = Device(remote, login=f"name-{n}")
        assert device.register().status_code == 201
        for size in (1, 300, 1):
            device.put(*(envelope() for _ in range(size)))
        heads, rows = replay(device)
        assert (len(heads), sum(1 for _ in rows)) == (4, 302)
        etag = device.send("GET", "/v1/log").headers["ETag"]
        idle = device.send("GET", "/v1/log", headers={"If-None-Match": etag})
        assert (idle.status_code, idle.data) == (304, b"")
        assert device.finish(device.proof()).status_code == 200

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(live, range(4)))


def test_large_bodies_pass_both_ways(remote: Remote) -> None:
    """A commit of 4 MiB goes in, a page of 16 MiB comes out with the length it announced."""
    device = Device(remote)
    device.register()
    for _ in range(5):
        device.put(*(envelope(payload=2**20) for _ in range(3)), envelope(payload=2**19))

    response = device.send("GET", "/v1/log?bodies=1")

    assert len(response.data) == int(response.headers["Content-Length"])
    heads, rows = replay(device)
    assert (len(heads), sum(1 for _ in rows)) == (6, 20)


def test_what_is_too_large_is_refused_without_breaking_the_connection(remote: Remote) -> None:
    """413 with a code, and the next request works."""
    device = Device(remote)
    device.register()

    response = device.post(bytes(6 * 2**20))

    assert (response.status_code, response.get_json()["code"]) == (413, "too_large")
    assert device.send("GET", "/v1/account").status_code == 200
