"""Sessions: GET /v1/sessions, DELETE /v1/sessions/{id}, the bearer token, idle life."""

from __future__ import annotations

import hashlib

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from crypto.encoding import b64, unb64
from server.db import transaction
from tests.server.conftest import Clock
from tests.server.device import Device


def test_the_list_shows_every_session_and_which_one_asks(device: Device, clock: Clock) -> None:
    """Days only, no addresses and no device names."""
    first = device.session_id
    clock.pass_days(3)
    device.finish(device.proof())

    listed = device.send("GET", "/v1/sessions").get_json()

    today = int(clock()) // 86_400
    assert listed == [
        {"session_id": first, "created_day": today - 3, "seen_day": today - 3, "current": False},
        {"session_id": device.session_id, "created_day": today, "seen_day": today, "current": True},
    ]


def test_using_a_session_marks_the_day(device: Device, clock: Clock) -> None:
    """seen_day follows the calendar, once a day."""
    clock.pass_days(5)

    listed = device.send("GET", "/v1/sessions").get_json()

    assert listed[0]["seen_day"] - listed[0]["created_day"] == 5


def test_ending_a_session_signs_its_device_out_and_repeating_is_fine(device: Device) -> None:
    """DELETE answers 204 both times; the ended token is unauthorized."""
    ended_token, ended = device.token, device.session_id
    device.finish(device.proof())

    first = device.send("DELETE", f"/v1/sessions/{ended}")
    again = device.send("DELETE", f"/v1/sessions/{ended}")

    assert (first.status_code, again.status_code, first.data) == (204, 204, b"")
    device.token = ended_token
    response = device.send("GET", "/v1/log")
    assert (response.status_code, response.get_json()["code"]) == (401, "unauthorized")


def test_a_session_of_another_account_cannot_be_ended(device: Device, client: FlaskClient) -> None:
    """The answer is the same, nothing happens."""
    other = Device(client, login="other")
    other.register()

    assert device.send("DELETE", f"/v1/sessions/{other.session_id}").status_code == 204

    assert other.send("GET", "/v1/account").status_code == 200


@pytest.mark.parametrize("wrong", ["x", "x" * 21, "!" * 22, b64(bytes(17))])
def test_an_address_that_is_no_session_id_is_not_found(device: Device, wrong: str) -> None:
    """Ids are 16 bytes."""
    response = device.send("DELETE", f"/v1/sessions/{wrong}")

    assert (response.status_code, response.get_json()["code"]) == (404, "not_found")


@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        "Bearer",
        "Bearer ",
        "Bearer !",
        "Bearer " + "A" * 42,
        "Basic " + "A" * 43,
        "Bearer " + "A" * 43,
    ],
)
def test_without_a_living_token_everything_is_unauthorized(client: FlaskClient, header: str | None) -> None:
    """Missing, malformed and unknown tokens get the same reply."""
    for method, path in (("GET", "/v1/log"), ("GET", "/v1/account"), ("POST", "/v1/objects")):
        response = client.open(path, method=method, headers={"Authorization": header})

        assert (response.status_code, response.get_json()["code"]) == (401, "unauthorized")
        assert response.headers["WWW-Authenticate"] == "Bearer"


def test_a_session_ends_after_180_idle_days(device: Device, clock: Clock) -> None:
    """At 180 days it still works and lives on; at 181 it is gone."""
    clock.pass_days(180)
    assert device.send("GET", "/v1/account").status_code == 200
    clock.pass_days(181)

    assert device.send("GET", "/v1/account").get_json()["code"] == "unauthorized"


def test_the_server_keeps_only_the_hash_of_a_token(app: Flask, device: Device) -> None:
    """A stolen database holds no token."""
    token = unb64(device.token)

    with app.app_context(), transaction() as connection:
        stored = connection.execute(text("SELECT token_hash FROM session")).scalar_one()

    assert stored == hashlib.sha256(token).digest()
