"""A device that speaks to the app under test: real keys, real heads, envelopes of random bytes."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass, field
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from crypto.encoding import b64, digest, unb64
from crypto.identity import ACTION_LOGIN, make_proof, public_key
from sync.frames import MAGIC, PAGE, end_frame, head_frame, item_frame, read, row_frame, split_end
from sync.state import EMPTY_ROOT, NO_HASH, VOID, BucketedRows, Head, Row, genesis

ORIGIN = "http://localhost:8000"
STREAM = "application/selfward"
Commit = dict[bytes, bytes | None]


def envelope(kind: int = 1, epoch: int = 1, payload: int = 1024, suite: int = 1) -> bytes:
    """Bytes shaped like a sealed object; the server has no way to tell that nothing is inside."""
    return b"SW" + bytes((suite, kind)) + epoch.to_bytes(4, "big") + os.urandom(80 + payload)


def seeded_slot(kind: str, seed: bytes, login: str) -> dict[str, Any]:
    """A slot record whose login key is made from the seed."""
    sealed = b"SW\x01\x03\x00\x00\x00\x00" + os.urandom(1104)
    phrase = kind == "passphrase"
    return {
        "v": 1,
        "slot_id": b64(os.urandom(16)),
        "kind": kind,
        "kdf": 1 if phrase else 0,
        "login": login if phrase else "",
        "salt": b64(os.urandom(16) if phrase else bytes(16)),
        "login_pub": b64(public_key(seed)),
        "sealed": b64(sealed),
        "check": b64(digest("slot-check", sealed)[:6]),
    }


@dataclass
class Device:
    """One account, the keys behind its two slots, and the state this device has seen."""

    client: FlaskClient
    login: str = "mara"
    log_seed: bytes = field(default_factory=lambda: os.urandom(32))
    log_id: bytes = field(default_factory=lambda: os.urandom(16))
    seeds: dict[str, bytes] = field(
        default_factory=lambda: {"passphrase": os.urandom(32), "recovery": os.urandom(32)}
    )
    rows: BucketedRows = field(default_factory=BucketedRows)
    token: str = ""
    session_id: str = ""

    def __post_init__(self) -> None:
        self.head = Head(self.log_id, 1, genesis(self.log_id), EMPTY_ROOT, 1)
        self.slots = [seeded_slot(kind, self.seeds[kind], self.login) for kind in self.seeds]

    # -- accounts

    def account(self) -> dict[str, Any]:
        """The body of POST /v1/accounts."""
        return {
            "login": self.login,
            "log_id": b64(self.log_id),
            "log_pub": b64(public_key(self.log_seed)),
            "epoch": 1,
            "slots": self.slots,
            "head": b64(self.head.encode() + self.head.sign(self.log_seed)),
        }

    def register(self, **changed: Any) -> TestResponse:
        """Make the account and remember the session."""
        return self._signed_in(self.client.post("/v1/accounts", json={**self.account(), **changed}))

    def start(self, kind: str = "passphrase", action: int = ACTION_LOGIN) -> dict[str, Any]:
        """A challenge."""
        body = {"login": self.login, "kind": kind, "action": action}
        started: dict[str, Any] = self.client.post("/v1/login/start", json=body).get_json()
        return started

    def proof(self, action: int = ACTION_LOGIN, kind: str = "passphrase", **changed: Any) -> dict[str, Any]:
        """A proof for a fresh challenge; changed: what to sign instead of the truth."""
        started = self.start(kind, action)
        signed = {
            "action": action,
            "origin": ORIGIN,
            "login": self.login,
            "slot_id": unb64(started["slot_id"]),
            "nonce": unb64(started["nonce"]),
        }
        return make_proof(self.seeds[kind], **{**signed, **changed})

    def finish(self, proof: dict[str, Any]) -> TestResponse:
        """Log in with a proof and remember the session."""
        answer = {"login": self.login, "proof": proof}
        return self._signed_in(self.client.post("/v1/login/finish", json=answer))

    @property
    def auth(self) -> dict[str, str]:
        """The header of this session."""
        return {"Authorization": f"Bearer {self.token}"}

    def send(self, method: str, path: str, **options: Any) -> TestResponse:
        """A request of this session."""
        headers = {**self.auth, **options.pop("headers", {})}
        return self.client.open(path, method=method, headers=headers, **options)

    # -- the log

    def commit(self, objects: Commit, *, advance: bool = True, **head: Any) -> bytes:
        """The body that sets these objects (None: a void); head: fields to falsify."""
        rows = [
            Row(VOID, key, NO_HASH) if value is None else Row(value[3], key, hashlib.sha256(value).digest())
            for key, value in sorted(objects.items())
        ]
        state = self.rows.copy()
        if "root" not in head:
            state.apply([row.pack() for row in rows])
        fields = {"log_id": self.log_id, "n": self.head.n + 1, "parent": self.head.id, "epoch": 1}
        made = Head(**{**fields, "root": state.root, **head})
        frames = [
            row_frame(row.pack(), 0) if value is None else item_frame(row.object_id, value)
            for row, value in zip(rows, (objects[row.object_id] for row in rows), strict=True)
        ]
        signed = head_frame(made.encode(), made.sign(self.log_seed))
        if advance:
            self.rows, self.head = state, made
        return MAGIC + signed + b"".join(frames) + end_frame(made.n, False)

    def post(self, body: bytes, **options: Any) -> TestResponse:
        """Send bytes to POST /v1/log."""
        return self.send("POST", "/v1/log", data=body, content_type=STREAM, **options)

    def put(self, *objects: bytes) -> list[bytes]:
        """Append one commit with these envelopes as new objects; their ids, ascending."""
        ids = sorted(os.urandom(16) for _ in objects)
        response = self.post(self.commit(dict(zip(ids, objects, strict=True))))
        assert response.status_code == 200, response.get_json()
        return ids

    def pull(self, after: int = 0, chain: int = 0, bodies: int = 1) -> Pulled:
        """One page."""
        response = self.send("GET", f"/v1/log?after={after}&chain={chain}&bodies={bodies}")
        assert response.status_code == 200, response.get_json()
        return Pulled(response.data)

    def _signed_in(self, response: TestResponse) -> TestResponse:
        if response.status_code in (200, 201):
            self.token, self.session_id = response.get_json()["token"], response.get_json()["session_id"]
        return response


class Pulled:
    """A page or a reply of POST /v1/objects, taken apart."""

    def __init__(self, data: bytes) -> None:
        frames = list(read(data, PAGE))
        self.kinds = "".join(chr(kind) for kind, _ in frames)
        self.heads = [bytes(body) for kind, body in frames if kind == ord("H")]
        self.items = {bytes(body[:16]): bytes(body[16:]) for kind, body in frames if kind == ord("I")}
        self.rows = [(bytes(body[:49]), body[49:]) for kind, body in frames if kind == ord("R")]
        self.end = split_end(frames[-1][1])
