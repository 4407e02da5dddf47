"""POST /v1/login/start and /v1/login/finish: proofs, and what they must not tell."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from crypto.encoding import b64, unb64
from crypto.identity import ACTION_LOGIN, ACTION_SLOTS, make_proof
from tests.server.conftest import Clock
from tests.server.device import ORIGIN, Device


@pytest.mark.parametrize("kind", ["passphrase", "recovery"])
def test_either_secret_logs_in_and_fetches_its_own_slot(device: Device, kind: str) -> None:
    """The reply holds a session, the slot the proof was made with, and which log to follow."""
    response = device.finish(device.proof(kind=kind))

    reply = response.get_json()
    assert response.status_code == 200
    assert reply["slot"] == next(slot for slot in device.slots if slot["kind"] == kind)
    assert (reply["log_id"], reply["epoch"]) == (b64(device.log_id), 1)
    assert device.send("GET", "/v1/account").status_code == 200


@pytest.mark.parametrize("kind", ["passphrase", "recovery", "log"])
def test_an_unknown_login_looks_like_a_known_one(device: Device, client: FlaskClient, kind: str) -> None:
    """Same members, same lengths, the same values each time, different ones for each name."""
    action = 5 if kind == "log" else 1

    known = device.start(kind, action)
    unknown = Device(client, login="nobody").start(kind, action)
    again = Device(client, login="nobody").start(kind, action)
    other = Device(client, login="somebody").start(kind, action)

    assert {name: _shape(value) for name, value in unknown.items()} == {
        name: _shape(value) for name, value in known.items()
    }
    stable = ("slot_id", "kdf", "salt", "expires_in_s")
    assert [unknown[name] for name in stable] == [again[name] for name in stable]
    assert (unknown["slot_id"] == other["slot_id"]) == (kind == "log")
    assert (unknown["salt"] == b64(bytes(16))) == (kind != "passphrase")
    assert unknown["nonce"] != again["nonce"]


def test_failing_for_an_unknown_login_looks_like_a_wrong_secret(device: Device, client: FlaskClient) -> None:
    """Status, code and body are the same."""
    wrong = Device(client, login="mara").finish(device.proof(login="other"))
    nobody = Device(client, login="nobody")
    unknown = nobody.finish(nobody.proof())

    assert (wrong.status_code, wrong.data) == (unknown.status_code, unknown.data)
    assert unknown.get_json()["code"] == "login_failed"


@pytest.mark.parametrize(
    "lie",
    [
        {"origin": "https://elsewhere.example"},
        {"login": "other"},
        {"action": ACTION_SLOTS},
        {"nonce": bytes(32)},
        {"slot_id": b"s" * 16},
    ],
)
def test_a_proof_that_says_anything_else_is_refused(device: Device, lie: dict[str, Any]) -> None:
    """Each field of SPEC 6.2 is bound by the signature or checked."""
    response = device.finish(device.proof(**lie))

    assert (response.status_code, response.get_json()["code"]) == (401, "login_failed")


def test_a_wrong_key_is_refused(device: Device) -> None:
    """Knowing the name is not enough."""
    device.seeds["passphrase"] = os.urandom(32)

    assert device.finish(device.proof()).get_json()["code"] == "login_failed"


def test_the_slot_of_the_other_kind_does_not_answer(device: Device) -> None:
    """A recovery key cannot sign for the passphrase slot."""
    started = device.start("passphrase")
    proof = make_proof(
        device.seeds["recovery"],
        ACTION_LOGIN,
        ORIGIN,
        device.login,
        unb64(started["slot_id"]),
        unb64(started["nonce"]),
    )

    assert device.finish(proof).get_json()["code"] == "login_failed"


def test_a_nonce_dies_on_first_use_when_the_proof_is_right(device: Device) -> None:
    """A replayed proof opens nothing."""
    proof = device.proof()

    assert device.finish(proof).status_code == 200
    assert device.finish(proof).get_json()["code"] == "login_failed"


def test_a_nonce_dies_on_first_use_when_the_proof_is_wrong(device: Device) -> None:
    """Guessing twice against one challenge is impossible."""
    proof = device.proof()

    assert device.finish({**proof, "sig": b64(bytes(64))}).get_json()["code"] == "login_failed"
    assert device.finish(proof).get_json()["code"] == "login_failed"


def test_a_nonce_for_one_action_does_not_serve_another(device: Device) -> None:
    """A nonce is bound to the action it was asked for."""
    started = device.start(action=ACTION_SLOTS)
    proof = make_proof(
        device.seeds["passphrase"],
        ACTION_LOGIN,
        ORIGIN,
        device.login,
        unb64(started["slot_id"]),
        unb64(started["nonce"]),
    )

    assert device.finish(proof).get_json()["code"] == "login_failed"


def test_a_nonce_for_one_login_does_not_serve_another(device: Device, client: FlaskClient) -> None:
    """A nonce is bound to the login it was asked for."""
    other = Device(client, login="other")
    other.register()
    theirs = other.start()
    proof = device.proof(nonce=unb64(theirs["nonce"]))

    assert device.finish(proof).get_json()["code"] == "login_failed"


def test_a_nonce_expires_after_two_minutes(device: Device, clock: Clock) -> None:
    """A challenge is for now."""
    proof = device.proof()
    clock.seconds += 121

    assert device.finish(proof).get_json()["code"] == "login_failed"


@pytest.mark.parametrize(
    "body",
    [
        {},
        [],
        "mara",
        {"login": "mara"},
        {"login": "mara", "kind": "pin", "action": 1},
        {"login": "mara", "kind": "passphrase", "action": 0},
        {"login": "mara", "kind": "passphrase", "action": 6},
        {"login": "mara", "kind": "log", "action": 1},
        {"login": "mara", "kind": "passphrase", "action": 5},
        {"login": "mara", "kind": "passphrase", "action": 1, "more": 1},
        {"login": "mära", "kind": "passphrase", "action": 1},
    ],
)
def test_a_malformed_start_is_a_bad_request(client: FlaskClient, body: Any) -> None:
    """Unknown members, kinds and actions are refused."""
    response = client.post("/v1/login/start", json=body)

    assert (response.status_code, response.get_json()["code"]) == (400, "bad_request")


@pytest.mark.parametrize(
    "proof", [None, {}, {"nonce": "", "slot_id": "", "sig": ""}, {"nonce": 1, "slot_id": 2, "sig": 3}, "x"]
)
def test_a_malformed_finish_is_a_bad_request(client: FlaskClient, proof: Any) -> None:
    """A proof has three byte strings of exact lengths."""
    response = client.post("/v1/login/finish", json={"login": "mara", "proof": proof})

    assert (response.status_code, response.get_json()["code"]) == (400, "bad_request")


def test_a_slot_with_a_key_that_is_no_key_fails_like_a_wrong_secret(client: FlaskClient) -> None:
    """login_pub is not checked when it is stored; using it must not break the server."""
    device = Device(client)
    device.slots[0]["login_pub"] = b64(b"\xff" * 32)
    assert device.register().status_code == 201

    assert device.finish(device.proof()).get_json()["code"] == "login_failed"


def test_the_seventeenth_session_ends_the_one_unused_for_longest(device: Device, clock: Clock) -> None:
    """An account has 16 sessions; a lost device must not lock its owner out."""
    first = device.token
    clock.pass_days(1)
    for _ in range(16):
        assert device.finish(device.proof()).status_code == 200

    listed = device.send("GET", "/v1/sessions").get_json()

    assert len(listed) == 16
    device.token = first
    assert device.send("GET", "/v1/account").get_json()["code"] == "unauthorized"


def test_made_up_slots_depend_on_the_secret_of_the_server(
    make_app: Callable[..., Flask],
) -> None:
    """Nobody can compute them without it and so tell names apart."""
    one = Device(make_app(secret=bytes(32)).test_client(), login="nobody").start()
    two = Device(make_app(secret=b"s" * 32).test_client(), login="nobody").start()

    assert one["slot_id"] != two["slot_id"]
    assert one["salt"] != two["salt"]


def _shape(value: object) -> object:
    return len(value) if isinstance(value, str) else value
