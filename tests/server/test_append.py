"""POST /v1/log: what the server stores, and everything it refuses (SPEC 8.6)."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from crypto.encoding import b64
from server.db import transaction
from sync.frames import MAGIC, end_frame, item_frame
from sync.state import BucketedRows
from tests.server.device import STREAM, Device, envelope

FIRST, SECOND, THIRD = b"\x01" * 16, b"\x02" * 16, b"\xfe" * 16


def test_a_commit_is_stored_and_answered_with_its_head(device: Device) -> None:
    """The reply is {n, id}, and the next pull shows exactly what was sent."""
    objects = {FIRST: envelope(), SECOND: envelope(kind=2), THIRD: envelope(payload=4096)}

    response = device.post(device.commit(objects))

    assert (response.status_code, response.get_json()) == (200, {"n": 2, "id": b64(device.head.id)})
    page = device.pull()
    assert page.items == {FIRST: objects[FIRST], THIRD: objects[THIRD]}
    assert [row[:17] for row, _ in page.rows] == [b"\x02" + SECOND]
    assert page.heads[0] == device.head.encode() + device.head.sign(device.log_seed)


def test_a_thousand_rows_fit_in_one_commit(device: Device) -> None:
    """The limit is 1 024 rows and 4 MiB."""
    ids = device.put(*(envelope() for _ in range(1024)))

    page = device.pull()

    assert sorted(page.items) == ids
    assert page.end == (2, False)


def test_a_new_envelope_replaces_the_old_one(device: Device) -> None:
    """The server keeps no superseded envelope, and counts its bytes no more."""
    device.post(device.commit({FIRST: envelope(payload=8192), SECOND: envelope()}))
    new = envelope()

    device.post(device.commit({FIRST: new}))

    page = device.pull()
    assert page.items[FIRST] == new
    assert len(page.items) == 2
    assert device.send("GET", "/v1/account").get_json()["bytes_used"] == 2 * 1112


def test_a_void_removes_the_envelope_and_keeps_the_row(device: Device) -> None:
    """Form 0, no hash, no bytes; the row stays part of the state."""
    device.post(device.commit({FIRST: envelope(), SECOND: envelope()}))

    response = device.post(device.commit({FIRST: None}))

    assert response.status_code == 200
    page = device.pull()
    assert page.rows == [(bytes(1) + FIRST + bytes(32), bytes(4))]
    assert list(page.items) == [SECOND]
    assert device.send("GET", "/v1/account").get_json()["bytes_used"] == 1112


def test_sending_the_same_bytes_again_changes_nothing(device: Device) -> None:
    """A reply that got lost: the repeat is answered with again, also after newer commits."""
    body = device.commit({FIRST: envelope()})
    first = device.post(body)
    device.put(envelope())

    again = device.post(body)

    assert again.status_code == 200
    assert again.get_json() == {**first.get_json(), "again": True}
    assert device.pull().end.n == 3


@pytest.mark.parametrize(
    ("fields", "status", "code"),
    [
        ({"log_id": bytes(16)}, 409, "stale_head"),
        ({"n": 1}, 409, "stale_head"),
        ({"n": 3}, 409, "stale_head"),
        ({"parent": bytes(32)}, 409, "stale_head"),
        ({"epoch": 2}, 422, "wrong_epoch"),
        ({"root": bytes(32)}, 422, "bad_root"),
    ],
)
def test_a_head_that_does_not_continue_the_log_is_refused(
    device: Device, fields: dict[str, Any], status: int, code: str
) -> None:
    """Each field of the head, one fault at a time; the log stays as it was."""
    response = device.post(device.commit({FIRST: envelope()}, advance=False, **fields))

    assert (response.status_code, response.get_json()["code"]) == (status, code)
    assert device.pull().kinds == "HE"


def test_a_head_of_another_key_is_refused(device: Device) -> None:
    """A stolen token cannot append."""
    real, device.log_seed = device.log_seed, os.urandom(32)
    body = device.commit({FIRST: envelope()}, advance=False)
    device.log_seed = real

    response = device.post(body)

    assert (response.status_code, response.get_json()["code"]) == (422, "bad_signature")


@pytest.mark.parametrize("fault", ["kind", "suite", "epoch 0", "epoch 2", "size", "magic"])
def test_an_envelope_that_is_none_is_refused(device: Device, fault: str) -> None:
    """Kind, suite, epoch and the size of a bucket can be seen without opening."""
    wrong = {
        "kind": envelope(kind=3),
        "suite": envelope(suite=2),
        "epoch 0": envelope(epoch=0),
        "epoch 2": envelope(epoch=2),
        "size": envelope(payload=1000),
        "magic": b"XX" + envelope()[2:],
    }[fault]

    response = device.post(device.commit({FIRST: wrong}, advance=False, root=bytes(32)))

    assert (response.status_code, response.get_json()["code"]) == (422, "bad_frame")


def test_a_void_of_something_that_does_not_exist_is_refused(device: Device) -> None:
    """Neither of what never was nor of what is void already."""
    assert device.post(device.commit({FIRST: None}, advance=False)).get_json()["code"] == "bad_frame"
    device.post(device.commit({FIRST: envelope()}))
    device.post(device.commit({FIRST: None}))

    assert device.post(device.commit({FIRST: None}, advance=False)).get_json()["code"] == "bad_frame"


def test_a_commit_of_nothing_is_refused(device: Device) -> None:
    """A commit sets at least one row."""
    assert device.post(device.commit({}, advance=False)).get_json()["code"] == "bad_frame"


@pytest.mark.parametrize(
    "spoil",
    [
        lambda body: b"",
        lambda body: b"SWF2" + body[4:],
        lambda body: body[:-1],
        lambda body: body + b"\0",
        lambda body: body[:-14],
        lambda body: MAGIC + body[169:],
        lambda body: body[:4] + b"Q" + body[5:],
        lambda body: body[:4] + body[4:169] * 2 + body[169:],
        lambda body: body[:-14] + item_frame(FIRST, envelope()) + body[-14:],
        lambda body: body[:-14] + end_frame(7, False),
        lambda body: body[:-14] + end_frame(2, True),
    ],
)
def test_a_stream_that_breaks_the_rules_is_refused(device: Device, spoil: Callable[[bytes], bytes]) -> None:
    """One fault in the frames each."""
    body = device.commit({FIRST: envelope()}, advance=False)

    response = device.post(spoil(body))

    assert (response.status_code, response.get_json()["code"]) == (422, "bad_frame")


def test_more_than_a_commit_may_hold_is_too_large(device: Device) -> None:
    """1 025 rows, more than 4 MiB of envelopes, and a body beyond the limit altogether."""
    rows = device.commit({os.urandom(16): envelope() for _ in range(1025)}, advance=False)
    mass = device.commit({os.urandom(16): envelope(payload=2**20) for _ in range(4)}, advance=False)

    for body in (rows, mass, bytes(5 * 2**20)):
        response = device.post(body)
        assert (response.status_code, response.get_json()["code"]) == (413, "too_large")


def test_the_quota_is_kept_and_room_can_be_made(make_app: Callable[..., Flask]) -> None:
    """Replacing and voiding count what goes as well as what comes."""
    device = Device(make_app(quota_bytes=3 * 1112).test_client())
    device.register()
    device.post(device.commit({FIRST: envelope(), SECOND: envelope(), THIRD: envelope()}))

    response = device.post(device.commit({b"\x03" * 16: envelope()}, advance=False))

    assert (response.status_code, response.get_json()["code"]) == (507, "quota")
    assert device.post(device.commit({FIRST: envelope()})).status_code == 200
    assert device.post(device.commit({SECOND: None, b"\x03" * 16: envelope()})).status_code == 200


def test_a_vault_holds_at_most_so_many_objects(device: Device, monkeypatch: pytest.MonkeyPatch) -> None:
    """Objects are counted as well as bytes."""
    monkeypatch.setattr("server.log.service.OBJECTS", 4)
    device.post(device.commit({bytes((i,)) * 16: envelope() for i in range(1, 5)}))

    response = device.post(device.commit({THIRD: envelope()}, advance=False))

    assert (response.status_code, response.get_json()["code"]) == (507, "quota")
    assert device.post(device.commit({FIRST: envelope()})).status_code == 200


@pytest.mark.parametrize("content_type", [None, "application/json", "application/octet-stream"])
def test_a_commit_in_another_media_type_is_a_bad_request(device: Device, content_type: str | None) -> None:
    """Streams are application/selfward."""
    body = device.commit({FIRST: envelope()}, advance=False)

    response = device.send("POST", "/v1/log", data=body, content_type=content_type)

    assert (response.status_code, response.get_json()["code"]) == (400, "bad_request")


def test_a_session_cannot_append_to_another_log(device: Device, client: FlaskClient) -> None:
    """The head names its log; another account's commit is stale here."""
    other = Device(client, login="other")
    other.register()

    response = device.post(other.commit({FIRST: envelope()}, advance=False))

    assert (response.status_code, response.get_json()["code"]) == (409, "stale_head")


def test_what_is_stored_is_what_was_signed(app: Flask, device: Device) -> None:
    """Buckets and bucket hashes in the database follow from the objects (SPEC 8.2)."""
    device.put(*(envelope() for _ in range(50)))
    device.post(device.commit({FIRST: envelope()}))
    device.post(device.commit({FIRST: None}))

    with app.app_context(), transaction() as connection:
        hashes = connection.execute(text("SELECT bucket_hashes FROM account")).scalar_one()
        buckets = dict(connection.execute(text('SELECT i, "rows" FROM bucket')).all())
        objects = connection.execute(text("SELECT form, object_id, hash, envelope FROM object")).all()

    fresh = BucketedRows()
    fresh.apply([bytes((form,)) + object_id + found for form, object_id, found, _ in objects])
    assert hashes == fresh.hashes == device.rows.hashes
    assert buckets == {i: fresh.bucket(i) for i in range(256) if fresh.bucket(i)}
    assert all(
        found == (bytes(32) if sealed is None else hashlib.sha256(sealed).digest())
        for _, _, found, sealed in objects
    )


def test_an_upload_without_a_length_is_read(device: Device) -> None:
    """A chunked body has no Content-Length; the server's own limit applies."""
    body = device.commit({FIRST: envelope()})

    response = device.client.post(
        "/v1/log",
        data=body,
        content_type=STREAM,
        headers=device.auth,
        environ_overrides={"CONTENT_LENGTH": "", "wsgi.input_terminated": True},
    )

    assert response.status_code == 200
