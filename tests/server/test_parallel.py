"""Many writers at once: the log of an account never forks and nothing acknowledged is lost."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from flask import Flask
from flask.testing import FlaskClient

from tests.server.device import Device, envelope
from tests.server.replay import replay

WRITERS = 6
COMMITS = 8


def catch_up(device: Device) -> None:
    """Make the device's state the server's."""
    heads, device.rows = replay(device)
    device.head = heads[-1]


def writer(device: Device, client: FlaskClient, start: threading.Barrier) -> list[bytes]:
    """Append until every commit has been accepted; the ids that were acknowledged."""
    mine = replace(device, client=client, token=device.token)
    mine.session_id = device.session_id
    acknowledged: list[bytes] = []
    start.wait()
    catch_up(mine)
    while len(acknowledged) < COMMITS:
        object_id = os.urandom(16)
        response = mine.post(mine.commit({object_id: envelope()}))
        if response.status_code == 200:
            acknowledged.append(object_id)
        else:
            assert response.get_json()["code"] == "stale_head"
            catch_up(mine)
    return acknowledged


def test_writers_of_one_account_make_one_chain(make_app: Callable[..., Flask]) -> None:
    """Two apps with engines of their own, as two processes would have, and six threads over them."""
    apps = [make_app(), make_app()]
    device = Device(apps[0].test_client())
    device.register()
    start = threading.Barrier(WRITERS)

    with ThreadPoolExecutor(WRITERS) as pool:
        running = [pool.submit(writer, device, apps[n % 2].test_client(), start) for n in range(WRITERS)]
        acknowledged = [object_id for done in running for object_id in done.result()]

    heads, rows = replay(device)
    assert len(heads) == 1 + WRITERS * COMMITS
    assert len(acknowledged) == len(set(acknowledged)) == WRITERS * COMMITS
    assert all(rows.get(object_id) for object_id in acknowledged)


def test_of_two_commits_onto_one_head_one_wins(make_app: Callable[..., Flask]) -> None:
    """The same moment, the same parent: one 200, every other 409, no matter how often."""
    apps = [make_app(), make_app()]
    device = Device(apps[0].test_client())
    device.register()
    clients = [apps[n % 2].test_client() for n in range(4)]

    def send(client: FlaskClient, body: bytes, start: threading.Barrier) -> tuple[int, bytes]:
        start.wait()
        return replace(device, client=client).post(body).status_code, body

    for _ in range(10):
        bodies = [device.commit({os.urandom(16): envelope()}, advance=False) for _ in clients]
        start = threading.Barrier(len(clients))
        with ThreadPoolExecutor(len(clients)) as pool:
            results = list(pool.map(send, clients, bodies, [start] * len(clients)))
        assert sorted(status for status, _ in results) == [200, 409, 409, 409]
        catch_up(device)

    assert len(replay(device)[0]) == 11


def test_the_same_commit_sent_twice_at_once_is_one_commit(make_app: Callable[..., Flask]) -> None:
    """An impatient client: both get 200, the log has grown by one."""
    app = make_app()
    device = Device(app.test_client())
    device.register()
    body = device.commit({os.urandom(16): envelope()})
    clients = [app.test_client() for _ in range(4)]

    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(lambda client: replace(device, client=client).post(body), clients))

    assert [result.status_code for result in results] == [200] * 4
    assert sum("again" in result.get_json() for result in results) == 3
    assert len(replay(device)[0]) == 2


def test_writers_of_different_accounts_do_not_disturb_each_other(make_app: Callable[..., Flask]) -> None:
    """Each sees every commit of its own accepted at the first try."""
    app = make_app()

    def live(n: int) -> int:
        device = Device(app.test_client(), login=f"name-{n}")
        assert device.register().status_code == 201
        for _ in range(COMMITS):
            device.put(envelope(), envelope())
        return len(replay(device)[0])

    with ThreadPoolExecutor(WRITERS) as pool:
        assert list(pool.map(live, range(WRITERS))) == [1 + COMMITS] * WRITERS


def test_pulls_during_appends_show_whole_states_only(make_app: Callable[..., Flask]) -> None:
    """Every pull, at whatever moment, adds up to the state hash of its head."""
    app = make_app()
    device = Device(app.test_client())
    device.register()
    reader = replace(device, client=app.test_client())
    done = threading.Event()

    def watch() -> int:
        seen = 0
        while not done.is_set():
            replay(reader)
            seen += 1
        return seen

    with ThreadPoolExecutor(2) as pool:
        watching = [pool.submit(watch) for _ in range(2)]
        for _ in range(20):
            device.put(*(envelope() for _ in range(20)))
        done.set()
        assert all(job.result() > 0 for job in watching)


def test_one_name_is_registered_once(make_app: Callable[..., Flask]) -> None:
    """Eight people want it at the same moment."""
    apps = [make_app(), make_app()]

    def register(n: int) -> int:
        return Device(apps[n % 2].test_client()).register().status_code

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(register, range(8))) == [201] + [409] * 7


def test_a_nonce_is_spent_once(make_app: Callable[..., Flask]) -> None:
    """One proof, sent eight times at once, begins one session."""
    apps = [make_app(), make_app()]
    device = Device(apps[0].test_client())
    device.register()
    answer = {"login": device.login, "proof": device.proof()}

    def finish(n: int) -> int:
        return apps[n % 2].test_client().post("/v1/login/finish", json=answer).status_code

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(finish, range(8))) == [200] + [401] * 7
