"""A server in memory: the steps of SPEC §6.3, §8.6 and §9.2 on the pure parts of the real one.

Requests come as `sync.calls.Request` with the bearer token in their headers, like those a client sends.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from crypto.encoding import b64, unb64
from crypto.errors import CryptoError
from crypto.identity import ACTION_LOGIN, verify_proof
from sync import feed
from sync.calls import STREAM, Request, Response
from sync.feed import Append, Item, Rejected, Tip
from sync.state import RECORD, BucketedRows, Head

STATUS = {"stale_head": 409, "too_large": 413}


@dataclass
class Log:
    """One account's log: heads in order, objects with the commit that last set them, the state."""

    log_id: bytes
    pubs: dict[int, bytes]
    epoch: int
    heads: list[tuple[bytes, bytes]]
    objects: dict[bytes, tuple[int, Item]] = field(default_factory=dict)
    rows: BucketedRows = field(default_factory=BucketedRows)

    @property
    def newest(self) -> Head:
        """The current head."""
        return Head.decode(self.heads[-1][0])

    def append(self, commit: Append) -> bool:
        """S3-S9; True when the commit was known already."""
        known = commit.head.n <= len(self.heads) and self.heads[commit.head.n - 1][0] == commit.head_bytes
        if not known:
            newest = self.newest
            tip = Tip(self.log_id, newest.n, newest.id, self.epoch, self.pubs[self.epoch])
            feed.check_append(commit, tip, self.rows)
            rows = self.rows.copy()
            feed.check_state(commit, rows)
            self.rows = rows
            self.heads.append((commit.head_bytes, commit.sig))
            self.objects.update({item.object_id: (commit.head.n, item) for item in commit.items})
        return known

    def page(self, after: int, chain: bool, bodies: bool, cursor: int | None = None) -> bytes:
        """One page up to `cursor`, to the end by default."""
        current = self.newest.n
        cursor = current if cursor is None else min(cursor, current)
        heads = self.heads[after : min(cursor, current - 1)] if chain and after < current else []
        found = sorted((seq, one) for one, (seq, _) in self.objects.items() if after < seq <= cursor)
        rows = [_row(self.objects[one][1], bodies) for _, one in found]
        newest = self.heads[-1] if cursor == current else None
        return b"".join(feed.page(heads, rows, newest, cursor))

    def fetch(self, ids: list[bytes]) -> bytes:
        """The envelopes of these objects."""
        items = [self.objects[one][1] for one in ids if one in self.objects]
        rows = [_row(item, True) for item in items if item.envelope is not None]
        return b"".join(feed.objects(rows, self.newest.n, False))

    def copy(self) -> Log:
        """The log as it stands, such as an operator's backup."""
        return Log(
            self.log_id, dict(self.pubs), self.epoch, self.heads[:], dict(self.objects), self.rows.copy()
        )


@dataclass
class Account:
    """An account: its slots by kind and its log."""

    login: str
    slots: dict[str, dict[str, Any]]
    log: Log


class MemoryServer:
    """Answers requests; `page_commits` cuts pages after so many commits."""

    def __init__(self, origin: str = "https://example.test") -> None:
        self.origin = origin
        self.accounts: dict[str, Account] = {}
        self.sessions: dict[str, str] = {}
        self.page_commits: int | None = None
        self._nonces: dict[str, str] = {}
        self._count = 0

    def open_log(self, log_id: bytes, log_pub: bytes, head: bytes, sig: bytes) -> str:
        """An account with this first head and no slots; the token of a session."""
        return self._register("", {}, Log(log_id, {1: log_pub}, 1, [(head, sig)]))

    def log_of(self, token: str) -> Log:
        """The log of a session's account."""
        return self.accounts[self.sessions[token]].log

    def __call__(self, request: Request) -> Response:
        """The answer to one request."""
        path, _, query = request.path.partition("?")
        call = (request.method, path)
        if call in (("POST", "/v1/accounts"), ("POST", "/v1/login/start"), ("POST", "/v1/login/finish")):
            return self._open_call(path, json.loads(request.body))
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if token not in self.sessions:
            return error(401, "unauthorized")
        account = self.accounts[self.sessions[token]]
        if call == ("GET", "/v1/log"):
            asked = {name: int(value) for name, value in (pair.split("=") for pair in query.split("&"))}
            return self._page(account.log, asked, request.headers.get("If-None-Match"))
        if call == ("POST", "/v1/log"):
            return self._append(account.log, request.body)
        if call == ("POST", "/v1/objects"):
            ids = [request.body[at : at + 16] for at in range(0, len(request.body), 16)]
            return stream(account.log.fetch(ids))
        if call == ("GET", "/v1/account"):
            return reply(
                {"login": account.login, "log_id": b64(account.log.log_id), "epoch": account.log.epoch}
            )
        if call == ("GET", "/v1/sessions"):
            return reply([{"session_id": token, "created_day": 1, "seen_day": 1, "current": True}])
        if request.method == "DELETE":
            del self.sessions[token]
            return Response(204, {}, b"")
        return error(404, "not_found")

    def _page(self, log: Log, asked: dict[str, int], unless: str | None) -> Response:
        etag = f'"{b64(log.newest.id)}"'
        if unless == etag:
            return Response(304, {"etag": etag}, b"")
        cursor = None if self.page_commits is None else asked["after"] + self.page_commits
        return stream(log.page(asked["after"], asked["chain"] == 1, asked["bodies"] == 1, cursor))

    def _append(self, log: Log, body: bytes) -> Response:
        try:
            commit = feed.read_append(body)
            again = log.append(commit)
        except Rejected as rejected:
            return error(STATUS.get(rejected.code, 422), rejected.code)
        return reply({"n": commit.head.n, "id": b64(commit.head_id)} | ({"again": True} if again else {}))

    def _open_call(self, path: str, body: dict[str, Any]) -> Response:
        login = body["login"]
        if path == "/v1/accounts":
            if login in self.accounts:
                return error(409, "login_taken")
            head, sig = unb64(body["head"], 160)[:96], unb64(body["head"], 160)[96:]
            feed.check_first(head, sig, unb64(body["log_id"]), unb64(body["log_pub"]), body["epoch"])
            log = Log(
                unb64(body["log_id"]), {body["epoch"]: unb64(body["log_pub"])}, body["epoch"], [(head, sig)]
            )
            token = self._register(login, {slot["kind"]: slot for slot in body["slots"]}, log)
            return reply({"token": token, "session_id": token[:22]}, 201)
        account = self.accounts[login]
        if path == "/v1/login/start":
            slot = account.slots[body["kind"]]
            nonce = self._new_token()
            self._nonces[nonce] = body["kind"]
            return reply(
                {name: slot[name] for name in ("slot_id", "kdf", "salt")}
                | {"nonce": nonce, "expires_in_s": 120}
            )
        slot = account.slots[self._nonces.pop(body["proof"]["nonce"])]
        try:
            verify_proof(unb64(slot["login_pub"]), ACTION_LOGIN, self.origin, login, body["proof"])
        except CryptoError:
            return error(401, "login_failed")
        token = self._new_token()
        self.sessions[token] = login
        known = {"log_id": b64(account.log.log_id), "epoch": account.log.epoch}
        return reply({"token": token, "session_id": token[:22], "slot": slot} | known)

    def _register(self, login: str, slots: dict[str, dict[str, Any]], log: Log) -> str:
        self.accounts[login] = Account(login, slots, log)
        token = self._new_token()
        self.sessions[token] = login
        return token

    def _new_token(self) -> str:
        self._count += 1
        return b64(self._count.to_bytes(32, "big"))


def stream(body: bytes) -> Response:
    """A reply that is a stream."""
    return Response(200, {"content-type": STREAM}, body)


def reply(value: object, status: int = 200) -> Response:
    """A reply in JSON."""
    return Response(status, {"content-type": "application/json"}, json.dumps(value).encode())


def error(status: int, code: str, **members: object) -> Response:
    """An error reply."""
    return reply({"code": code, "detail": "", **members}, status)


def _row(item: Item, bodies: bool) -> feed.PageRow:
    envelope = item.envelope if bodies and item.form == RECORD else None
    return item.object_id, item.form, item.hash, item.size, envelope
