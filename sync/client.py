"""The reference client: what a device does with a server, from the first connection to every later round.

The steps are those of SPEC §6.3, §9.2 and §9.3; the bytes come from `crypto` and `sync.session`.
"""

import json
import time
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from crypto import passphrase, recovery, wrapping
from crypto.encoding import Random, b64, decode, encode, unb64
from crypto.errors import FormatError
from crypto.identity import ACTION_LOGIN, make_proof, public_key
from crypto.keys import epoch_keys
from crypto.wrapping import PASSPHRASE, RECOVERY
from sync.calls import Effect, Request, Response, Stopped, Wait, error_in, json_of
from sync.connect import begin, first_head
from sync.device import Device
from sync.session import Outcome, run_round
from sync.store import Changes, SignedHead, Store

CONNECTING = "connecting"

Transport = Callable[[Request], Response | None]
Roots = Mapping[int, bytes]
T = TypeVar("T")


class ApiError(Exception):
    """The server said no. code: of SPEC §16, or `offline` when nothing or nobody sensible answered."""

    def __init__(self, code: str, status: int = 0, retry_after_s: int = 0) -> None:
        super().__init__(code)
        self.code = code
        self.status = status
        self.retry_after_s = retry_after_s


@dataclass(frozen=True)
class Session:
    """A session: the bearer token (base64url) and the id under which the list shows it."""

    token: str
    session_id: str


@dataclass(frozen=True)
class Membership:
    """A device that is signed in: its session, the log it follows, and every root of the vault."""

    session: Session
    log_id: bytes
    roots: Roots

    def device(self, store: Store, random: Random) -> Device:
        """The device of this membership, on a store."""
        return Device(
            store, self.log_id, {epoch: epoch_keys(root) for epoch, root in self.roots.items()}, random
        )


class Client:
    """One server. transport: sends requests; its `token`, where it has one, is the caller's to set."""

    def __init__(self, origin: str, transport: Transport, random: Random) -> None:
        self.origin = origin
        self.transport = transport
        self.random = random

    def connect(
        self, store: Store, roots: Roots, login: str, secret: str, recovery_slot: Mapping[str, Any]
    ) -> Membership:
        """Begin an account for this vault (SPEC §9.2); afterwards every object is to be sent.

        secret: the passphrase as typed. recovery_slot: the vault's own. May be repeated after a lost
        reply or a crash with the same login and passphrase. Raises ApiError, `login_taken` when the
        name is somebody else's.
        """
        epoch = max(roots)
        seed = epoch_keys(roots[epoch]).log
        slot = self._passphrase_slot(secret, login, roots)
        first = _begun(store, login) or first_head(self.random(16), epoch, seed)  # C2
        note = encode({"login": login, "head": b64(first.pack())})
        store.commit(Changes(named={CONNECTING: note}))
        try:
            session = self._register(login, [slot, recovery_slot], first, public_key(seed))
            membership = Membership(session, first.head.log_id, roots)
        except ApiError as error:  # C3
            if error.code not in ("login_taken", "offline"):
                raise
            membership = self._log_in_to_own(login, secret, first, error)
        begin(membership.device(store, self.random), first, {CONNECTING: None})  # C4
        return membership

    def login(self, login: str, secret: str, kind: str = PASSPHRASE) -> Membership:
        """Sign in (SPEC §6.3). secret: the passphrase or the recovery code as typed; kind: of slot.

        Raises ApiError, `login_failed` for a wrong name or secret; CryptoError when the slot the server
        sent is not one that this secret opens, or it asks for another derivation than the kind's own.
        """
        start = self._call("POST", "/v1/login/start", {"login": login, "kind": kind, "action": ACTION_LOGIN})
        slot_id, salt, nonce = (
            unb64(start.get(name), n) for name, n in (("slot_id", 16), ("salt", 16), ("nonce", 32))
        )
        seed = _seed(kind, secret, login, salt, start.get("kdf"))
        signer = wrapping.login_seed(seed, slot_id)
        proof = make_proof(signer, ACTION_LOGIN, self.origin, login, slot_id, nonce)
        reply = self._call("POST", "/v1/login/finish", {"login": login, "proof": proof})
        slot = wrapping.check_slot(reply.get("slot"))
        if slot.kind != kind or slot.slot_id != slot_id:
            raise FormatError("slot")
        roots = wrapping.open_slot(reply["slot"], seed)
        return Membership(_session(reply), unb64(reply.get("log_id"), 16), roots)

    def account(self) -> dict[str, Any]:
        """The account as the server sees it. Raises ApiError `unauthorized` when the session has ended."""
        return self._call("GET", "/v1/account")

    def sync(self, device: Device, *, asked: bool = False, send: bool = True) -> Outcome:
        """One round now (SPEC §8.5)."""
        return self.run(run_round(device, int(time.time()), asked=asked, send=send))

    def run(self, round_: Generator[Effect, Response | None, T]) -> T:
        """Run a round to its end; waits are real."""
        response: Response | None = None
        while True:
            try:
                effect = round_.send(response)
            except StopIteration as end:
                value: T = end.value
                return value
            response = None
            if isinstance(effect, Request):
                response = self.transport(effect)
            elif isinstance(effect, Wait):
                time.sleep(effect.seconds)

    def _passphrase_slot(self, secret: str, login: str, roots: Roots) -> dict[str, Any]:
        salt = self.random(16)
        seed = passphrase.derive_seed(secret, login, salt, passphrase.KDF_PASSPHRASE)
        return wrapping.make_slot(PASSPHRASE, seed, roots, login=login, salt=salt, random=self.random)

    def _register(
        self, login: str, slots: list[Mapping[str, Any]], first: SignedHead, log_pub: bytes
    ) -> Session:
        account = {
            "login": login,
            "log_id": b64(first.head.log_id),
            "log_pub": b64(log_pub),
            "epoch": first.head.epoch,
            "slots": slots,
            "head": b64(first.pack()),
        }
        return _session(self._call("POST", "/v1/accounts", account))

    def _log_in_to_own(self, login: str, secret: str, first: SignedHead, refusal: ApiError) -> Membership:
        try:
            membership = self.login(login, secret)
        except ApiError as error:
            raise (refusal if error.code == "login_failed" else error) from None
        if membership.log_id != first.head.log_id:
            raise ApiError("login_taken")
        return membership

    def _call(self, method: str, path: str, body: object = None) -> dict[str, Any]:
        headers = {} if body is None else {"Content-Type": "application/json"}
        data = b"" if body is None else json.dumps(body).encode()
        response = self.transport(Request(method, path, headers, data))
        if response is None:
            raise ApiError("offline")
        if response.status not in (200, 201):
            code, retry_after_s = error_in(response)
            raise ApiError(code or "offline", response.status, retry_after_s)
        try:
            return json_of(response)
        except Stopped:
            raise ApiError("offline") from None


def _begun(store: Store, login: str) -> SignedHead | None:
    note = store.named(CONNECTING)
    if note is None:
        return None
    begun = decode(note)
    return SignedHead.unpack(unb64(begun["head"], 160)) if begun["login"] == login else None


def _seed(kind: str, secret: str, login: str, salt: bytes, kdf: object) -> bytes:
    if kind == PASSPHRASE and type(kdf) is int:
        return passphrase.derive_seed(secret, login, salt, kdf)
    if kind == RECOVERY and kdf == 0:
        return recovery.seed(recovery.decode_code(secret))
    raise FormatError("kdf")


def _session(reply: Mapping[str, Any]) -> Session:
    token, session_id = reply.get("token"), reply.get("session_id")
    return Session(b64(unb64(token, 32)), b64(unb64(session_id, 16)))
