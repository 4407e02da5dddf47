"""Rate limits: delays grow, nobody is locked out, and no name or address rests in the table."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from server.db import transaction
from server.limits import APPEND
from tests.server.conftest import Clock
from tests.server.device import Device, envelope


@pytest.fixture
def limited(make_app: Callable[..., Flask]) -> Flask:
    """The app as it is in production."""
    return make_app(rate_limits=True)


@pytest.fixture
def client(limited: Flask) -> FlaskClient:
    """A client of the limited app."""
    return limited.test_client()


def starts(client: FlaskClient, login: str, times: int, address: str = "192.0.2.1") -> list[int]:
    """The statuses of this many challenges for a login."""
    body = {"login": login, "kind": "passphrase", "action": 1}
    overrides = {"REMOTE_ADDR": address}
    return [
        client.post("/v1/login/start", json=body, environ_overrides=overrides).status_code
        for _ in range(times)
    ]


def test_ten_challenges_a_minute_for_one_login(client: FlaskClient) -> None:
    """From wherever they are asked; another login is not touched."""
    statuses = [starts(client, "mara", 1, f"192.0.{n}.1")[0] for n in range(12)]

    assert statuses == [200] * 10 + [429] * 2
    assert starts(client, "other", 1) == [200]


def test_sixty_challenges_a_minute_from_one_block(client: FlaskClient) -> None:
    """For whomever they are; addresses of one /24 count together, another block is not touched."""
    statuses = [starts(client, f"name-{n}", 1, f"192.0.2.{n}")[0] for n in range(62)]

    assert statuses == [200] * 60 + [429] * 2
    assert starts(client, "other", 1, "198.51.100.1") == [200]


def test_waiting_as_told_is_enough(client: FlaskClient, clock: Clock) -> None:
    """429 says how long in the body and in Retry-After; one second less is too early."""
    starts(client, "mara", 10)
    body = {"login": "mara", "kind": "passphrase", "action": 1}
    refused = client.post("/v1/login/start", json=body)
    wait = refused.get_json()["retry_after_s"]

    assert (refused.get_json()["code"], wait, refused.headers["Retry-After"]) == ("rate_limited", 6, "6")
    clock.seconds += wait - 1
    assert starts(client, "mara", 1) == [429]
    clock.seconds += 1
    assert starts(client, "mara", 2) == [200, 429]


def test_a_full_minute_gives_everything_back(client: FlaskClient, clock: Clock) -> None:
    """A bucket never holds more than its size."""
    starts(client, "mara", 12)
    clock.seconds += 3600

    assert starts(client, "mara", 11) == [200] * 10 + [429]


def test_wrong_proofs_are_limited_too(client: FlaskClient) -> None:
    """Finishing has a bucket of its own."""
    device = Device(client)
    device.register()
    proof = device.proof()

    statuses = [device.finish(proof).status_code for _ in range(12)]

    assert statuses == [200] + [401] * 9 + [429] * 2


def test_ten_accounts_an_hour_from_one_block(client: FlaskClient, clock: Clock) -> None:
    """Also attempts that fail for a taken name count."""
    statuses = [Device(client, login=f"name-{n // 2}").register().status_code for n in range(11)]

    assert statuses == [201, 409] * 5 + [429]
    clock.seconds += 360
    assert Device(client, login="late").register().status_code == 201


def test_appends_are_limited_for_each_account(client: FlaskClient, clock: Clock) -> None:
    """120 a minute, refused ones included; pulling goes on."""
    device = Device(client)
    device.register()
    for _ in range(APPEND.tokens - 2):
        device.put(envelope())
    stale = device.commit({bytes(16): envelope()}, advance=False, n=1)
    assert [device.post(stale).get_json()["code"] for _ in range(2)] == ["stale_head"] * 2

    refused = device.post(device.commit({bytes(16): envelope()}, advance=False))

    assert (refused.status_code, refused.get_json()["code"]) == (429, "rate_limited")
    assert device.pull().end.n == APPEND.tokens - 1
    clock.seconds += 1
    device.put(envelope())


def test_the_table_holds_only_keyed_hashes(limited: Flask, client: FlaskClient) -> None:
    """Without the server's secret nobody can tell whose bucket it is."""
    starts(client, "mara", 1)

    with limited.app_context(), transaction() as connection:
        keys = [row[0] for row in connection.execute(text("SELECT key_hash FROM rate"))]

    assert len(keys) == 2
    assert all(len(key) == 32 and b"mara" not in key for key in keys)


def test_limits_can_be_switched_off(make_app: Callable[..., Flask]) -> None:
    """For measuring."""
    assert starts(make_app(rate_limits=False).test_client(), "mara", 15) == [200] * 15
