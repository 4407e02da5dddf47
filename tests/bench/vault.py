"""A vault that only measures: real account, real signatures and state hashes, envelopes of random bytes."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass, field

from crypto.encoding import b64, digest
from crypto.identity import public_key
from sync.frames import MAGIC, end_frame, head_frame, item_frame
from sync.state import EMPTY_ROOT, BucketedRows, Head, Row, genesis
from tests.bench.load import Connection, request

ENVELOPE = 88 + 1024
PROTOCOL = {"Selfward-Protocol": "1"}


def envelope() -> bytes:
    """1 112 bytes shaped like the shortest sealed record of epoch 1."""
    return b"SW\x01\x01\x00\x00\x00\x01" + os.urandom(ENVELOPE - 8)


def slot(kind: str, pub: bytes) -> dict[str, object]:
    """A slot record with random bytes where a sealed root would be."""
    sealed = b"SW\x01\x03\x00\x00\x00\x00" + os.urandom(ENVELOPE - 8)
    check = digest("slot-check", sealed)[:6]
    passphrase = kind == "passphrase"
    return {
        "v": 1,
        "slot_id": b64(os.urandom(16)),
        "kind": kind,
        "kdf": 1 if passphrase else 0,
        "login": "",
        "salt": b64(os.urandom(16) if passphrase else bytes(16)),
        "login_pub": b64(pub),
        "sealed": b64(sealed),
        "check": b64(check),
    }


@dataclass
class BenchVault:
    """One account and the state its device holds."""

    port: int
    login: str
    log_seed: bytes = field(default_factory=lambda: os.urandom(32))
    log_id: bytes = field(default_factory=lambda: os.urandom(16))
    rows: BucketedRows = field(default_factory=BucketedRows)
    token: str = ""
    head: Head = field(init=False)

    def register(self) -> None:
        """Make the account, with head 1 over no rows."""
        self.head = Head(self.log_id, 1, genesis(self.log_id), EMPTY_ROOT, 1)
        passphrase = slot("passphrase", public_key(os.urandom(32)))
        passphrase["login"] = self.login
        body = {
            "login": self.login,
            "log_id": b64(self.log_id),
            "log_pub": b64(public_key(self.log_seed)),
            "epoch": 1,
            "slots": [passphrase, slot("recovery", public_key(os.urandom(32)))],
            "head": b64(self.head.encode() + self.head.sign(self.log_seed)),
        }
        headers = {**PROTOCOL, "Content-Type": "application/json"}
        connection = Connection(self.port)
        reply = connection.ask(request("POST", "/v1/accounts", headers, json.dumps(body).encode()))
        connection.close()
        if reply.status != 201:
            raise RuntimeError(f"register: {reply.status} {reply.body[:200]!r}")
        self.token = json.loads(reply.body)["token"]

    @property
    def headers(self) -> dict[str, str]:
        """What every request of this session carries."""
        return {**PROTOCOL, "Authorization": f"Bearer {self.token}"}

    def commit(self, items: int) -> bytes:
        """The request that appends this many new objects; the vault's state moves on with it."""
        new = sorted((os.urandom(16), envelope()) for _ in range(items))
        self.rows.apply([Row(1, i, hashlib.sha256(e).digest()).pack() for i, e in new])
        self.head = Head(self.log_id, self.head.n + 1, self.head.id, self.rows.root, 1)
        parts = [MAGIC, head_frame(self.head.encode(), self.head.sign(self.log_seed))]
        parts += [item_frame(i, e) for i, e in new]
        parts.append(end_frame(self.head.n, False))
        headers = {**self.headers, "Content-Type": "application/selfward"}
        return request("POST", "/v1/log", headers, b"".join(parts))

    def idle(self) -> bytes:
        """The request of a device that is up to date."""
        etag = {"If-None-Match": f'"{b64(self.head.id)}"'}
        return request("GET", f"/v1/log?after={self.head.n}&chain=1&bodies=1", {**self.headers, **etag})

    def cold(self, after: int = 0) -> bytes:
        """The request of a device that has nothing yet."""
        return request("GET", f"/v1/log?after={after}&chain=0&bodies=1", self.headers)
