"""POST /v1/accounts, GET and DELETE /v1/account, PUT /v1/slots."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from crypto.encoding import b64
from crypto.identity import ACTION_DELETE, ACTION_ROTATE, ACTION_SLOTS
from server.db import transaction
from sync.state import Head
from tests.server.device import Device, envelope, seeded_slot


def test_registering_gives_a_session_and_a_log_with_its_first_head(client: FlaskClient) -> None:
    """An account has a head from its first second."""
    device = Device(client)

    response = device.register()

    assert response.status_code == 201
    assert set(response.get_json()) == {"token", "session_id"}
    page = device.pull()
    assert page.kinds == "HE"
    assert page.heads[0][:96] == device.head.encode()
    assert page.end == (1, False)


def test_the_account_shows_its_own_numbers(device: Device) -> None:
    """GET /v1/account answers with exactly the promised members."""
    device.put(envelope(), envelope(payload=2048))

    shown = device.send("GET", "/v1/account").get_json()

    assert shown == {
        "login": "mara",
        "log_id": b64(device.log_id),
        "epoch": 1,
        "slots_gen": 1,
        "bytes_used": 1112 + 2136,
        "quota": 2**30,
    }


def test_a_taken_login_is_refused(device: Device, client: FlaskClient) -> None:
    """The second account of a name gets login_taken and no session."""
    response = Device(client).register()

    assert (response.status_code, response.get_json()["code"]) == (409, "login_taken")


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"login": "Mara"}, "login"),
        ({"login": "ma"}, "login"),
        ({"login": "mara\n"}, "login"),
        ({"login": ".mara"}, "login"),
        ({"login": 7}, "login"),
        ({"log_id": b64(bytes(15))}, "log_id"),
        ({"log_id": b64(bytes(16)) + "="}, "log_id"),
        ({"log_pub": "*" * 43}, "log_pub"),
        ({"epoch": 0}, "epoch"),
        ({"epoch": 2**32}, "epoch"),
        ({"epoch": 1.0}, "epoch"),
        ({"epoch": "1"}, "epoch"),
        ({"epoch": True}, "epoch"),
        ({"slots": []}, "slots"),
        ({"slots": "none"}, "slots"),
        ({"head": b64(bytes(159))}, "head"),
        ({"head": None}, "head"),
        ({"note": "x"}, "note"),
    ],
)
def test_a_malformed_registration_names_the_field(
    client: FlaskClient, changed: dict[str, Any], field: str
) -> None:
    """Validation happens at the edge and says where, without repeating the value."""
    response = Device(client).register(**changed)

    assert (response.status_code, response.get_json()["code"]) == (400, "bad_request")
    assert any(name.split(".")[0] == field for name in response.get_json()["fields"])


@pytest.mark.parametrize(
    "fault",
    [
        {"v": 2},
        {"kind": "pin"},
        {"kdf": 0},
        {"kdf": 9},
        {"login": "somebody"},
        {"salt": b64(bytes(8))},
        {"slot_id": b64(bytes(16))},
        {"sealed": b64(b"SW\x01\x01\x00\x00\x00\x00" + bytes(1104))},
        {"sealed": b64(b"SW\x01\x03\x00\x00\x00\x00" + bytes(1103))},
        {"check": b64(bytes(6))},
        {"extra": 1},
    ],
)
def test_a_faulty_slot_is_refused(client: FlaskClient, fault: dict[str, Any]) -> None:
    """Everything about a slot that can be checked without opening it is checked."""
    device = Device(client)

    response = device.register(slots=[{**device.slots[0], **fault}, device.slots[1]])

    assert (response.status_code, response.get_json()["code"]) == (400, "bad_request")


def test_two_slots_of_one_kind_are_refused(client: FlaskClient) -> None:
    """An account has one passphrase slot and one recovery slot."""
    device = Device(client)
    second = seeded_slot("passphrase", os.urandom(32), device.login)

    response = device.register(slots=[device.slots[0], second])

    assert response.get_json()["code"] == "bad_request"


@pytest.mark.parametrize(
    "fields", [{"n": 2}, {"parent": bytes(32)}, {"root": bytes(32)}, {"epoch": 2}, {"log_id": bytes(16)}]
)
def test_a_first_head_that_is_not_the_first_is_refused(client: FlaskClient, fields: dict[str, Any]) -> None:
    """Head 1 has the genesis as its parent, the empty root and the epoch of the request."""
    device = Device(client)
    real = {name: getattr(device.head, name) for name in ("log_id", "n", "parent", "root", "epoch")}
    head = Head(**{**real, **fields})

    response = device.register(head=b64(head.encode() + head.sign(device.log_seed)))

    assert (response.status_code, response.get_json()["code"]) == (422, "bad_frame")


def test_a_first_head_signed_with_another_key_is_refused(client: FlaskClient) -> None:
    """bad_signature, and nothing is left behind that would take the name."""
    device = Device(client)

    response = device.register(head=b64(device.head.encode() + device.head.sign(os.urandom(32))))

    assert (response.status_code, response.get_json()["code"]) == (422, "bad_signature")
    assert device.register().status_code == 201


@pytest.mark.parametrize(
    ("settings_", "invite", "status"),
    [
        ({"registration": "closed"}, None, 403),
        ({"registration": "invite", "invite": "spring"}, None, 403),
        ({"registration": "invite", "invite": "spring"}, "autumn", 403),
        ({"registration": "invite", "invite": "spring"}, "spring", 201),
    ],
)
def test_the_operator_decides_who_may_register(
    make_app: Callable[..., Flask], settings_: dict[str, str], invite: str | None, status: int
) -> None:
    """closed refuses everybody, invite everybody without the code."""
    device = Device(make_app(**settings_).test_client())

    response = device.register(**({"invite": invite} if invite else {}))

    assert response.status_code == status
    if status == 403:
        assert response.get_json()["code"] == "closed"


def test_slots_change_with_a_proof_and_the_old_secret_stops_working(device: Device) -> None:
    """After PUT /v1/slots only the new secret logs in."""
    old = dict(device.seeds)
    proof = device.proof(ACTION_SLOTS)
    device.seeds = {kind: os.urandom(32) for kind in old}
    slots = [seeded_slot(kind, seed, device.login) for kind, seed in device.seeds.items()]

    response = device.send("PUT", "/v1/slots", json={"proof": proof, "if_gen": 1, "slots": slots})

    assert (response.status_code, response.get_json()) == (200, {"gen": 2})
    assert device.finish(device.proof()).status_code == 200
    device.seeds = old
    assert device.finish(device.proof()).get_json()["code"] == "login_failed"


def test_sending_the_same_slots_again_changes_nothing(device: Device) -> None:
    """A reply that got lost may be asked for again with the old generation."""
    first = device.send(
        "PUT", "/v1/slots", json={"proof": device.proof(ACTION_SLOTS), "if_gen": 1, "slots": device.slots}
    )

    again = device.send(
        "PUT", "/v1/slots", json={"proof": device.proof(ACTION_SLOTS), "if_gen": 1, "slots": device.slots}
    )

    assert first.get_json() == again.get_json() == {"gen": 2}


def test_slots_that_were_changed_elsewhere_are_not_overwritten(device: Device) -> None:
    """if_gen must be the present generation."""
    slots = [seeded_slot(kind, seed, device.login) for kind, seed in device.seeds.items()]

    response = device.send(
        "PUT", "/v1/slots", json={"proof": device.proof(ACTION_SLOTS), "if_gen": 0, "slots": slots}
    )

    assert (response.status_code, response.get_json()["code"]) == (409, "slots_changed")


def test_slots_made_for_another_login_are_refused(device: Device) -> None:
    """The salt of the passphrase slot contains the login."""
    slots = [seeded_slot("passphrase", os.urandom(32), "other"), device.slots[1]]

    response = device.send(
        "PUT", "/v1/slots", json={"proof": device.proof(ACTION_SLOTS), "if_gen": 1, "slots": slots}
    )

    assert (response.status_code, response.get_json()["code"]) == (400, "bad_request")


@pytest.mark.parametrize("action", [1, ACTION_ROTATE, ACTION_DELETE])
def test_a_proof_of_another_action_does_not_change_slots(device: Device, action: int) -> None:
    """A proof permits the one action it was made for."""
    response = device.send(
        "PUT", "/v1/slots", json={"proof": device.proof(action), "if_gen": 1, "slots": device.slots}
    )

    assert (response.status_code, response.get_json()["code"]) == (403, "proof_failed")


def test_a_proof_of_another_account_permits_nothing(device: Device, client: FlaskClient) -> None:
    """The login of the proof must be the session's."""
    other = Device(client, login="other")
    other.register()

    response = device.send("DELETE", "/v1/account", json={"proof": other.proof(ACTION_DELETE)})

    assert response.get_json()["code"] == "proof_failed"
    assert other.send("GET", "/v1/account").status_code == 200


def test_deleting_an_account_leaves_no_row_of_it(app: Flask, device: Device, client: FlaskClient) -> None:
    """After a proof of action 4 nothing of the account is left in any table, and others keep theirs."""
    other = Device(client, login="other")
    other.register()
    other.put(envelope())
    before = _counts(app)
    third = Device(client, login="third")
    third.register()
    third.put(*(envelope() for _ in range(600)))
    third.put(envelope())

    response = third.send("DELETE", "/v1/account", json={"proof": third.proof(ACTION_DELETE)})

    assert response.status_code == 204
    assert _counts(app) == before
    assert third.send("GET", "/v1/log").get_json()["code"] == "unauthorized"
    assert other.pull().kinds == "IHE"


def test_a_deleted_name_is_free_again(device: Device, client: FlaskClient) -> None:
    """Somebody may register it, and sees nothing of what was there."""
    device.put(envelope())
    device.send("DELETE", "/v1/account", json={"proof": device.proof(ACTION_DELETE)})
    new = Device(client)

    assert new.register().status_code == 201
    assert new.pull().kinds == "HE"


def _counts(app: Flask) -> dict[str, int]:
    tables = ("account", "log_key", "slot", "session", "head", "object", "bucket")
    with app.app_context(), transaction() as connection:
        return {
            name: connection.execute(text(f"SELECT count(*) FROM {name}")).scalar_one() for name in tables
        }
