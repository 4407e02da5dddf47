"""The reference client: connecting, losing replies while connecting, signing in, refusing what is wrong."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from crypto import passphrase, recovery, wrapping
from crypto.encoding import b64
from crypto.errors import DamagedError, FormatError, UnsupportedError
from sync import record
from sync.calls import Request, Response
from sync.client import CONNECTING, ApiError, Client, Membership, Transport
from sync.session import run_round
from sync.state import RECORD
from sync.store import Changes, MemoryStore, StoredObject
from tests.sync.faults import answering
from tests.sync.memory_server import MemoryServer, error, reply
from tests.sync.world import NOW_S

ROOTS = {1: bytes(range(32))}
SECRET = "correct horse battery"
CODE = bytes(range(16))


@pytest.fixture(autouse=True)
def quick_derivation(monkeypatch: pytest.MonkeyPatch) -> None:
    """Argon2id once per input: these tests are about calls, not about its cost."""
    monkeypatch.setattr(passphrase, "derive_seed", cache(passphrase.derive_seed))


class Random:
    """Bytes that are the same in every run."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, n: int) -> bytes:
        self.count += 1
        return self.count.to_bytes(4, "big") * (n // 4 + 1) if n % 4 else self.count.to_bytes(n, "big")


class Scene:
    """A server, a way to it that carries the session's token, and a vault that was never connected."""

    def __init__(self) -> None:
        self.server = MemoryServer()
        self.token = ""
        self.store = MemoryStore()
        self.random = Random()
        self.recovery_slot = wrapping.make_slot(
            wrapping.RECOVERY, recovery.seed(CODE), ROOTS, random=self.random
        )

    def transport(self, request: Request) -> Response | None:
        """The way to the server."""
        headers = (
            {**request.headers, "Authorization": f"Bearer {self.token}"} if self.token else request.headers
        )
        return self.server(replace(request, headers=headers))

    def client(self, wrap: Callable[[Transport], Transport] = lambda transport: transport) -> Client:
        """A client whose calls go through `wrap`."""
        return Client(self.server.origin, wrap(self.transport), self.random)

    def connect(self, client: Client, login: str = "mara-17") -> Membership:
        """Connect the vault."""
        return client.connect(self.store, ROOTS, login, SECRET, self.recovery_slot)

    def write(self, membership: Membership, word: str) -> bytes:
        """Store an entry that was never sent."""
        object_id = self.random(16)
        device = membership.device(self.store, self.random)
        value = record.make(object_id, "entry", {"t": word}, NOW_S * 1000, "aaaaaa")
        one = StoredObject(object_id, RECORD, device.seal(object_id, value, 1), None, False, 1, 1)
        self.store.commit(Changes(objects=[one]))
        return object_id


OFFLINE_VAULT = Membership(None, bytes(16), ROOTS)  # type: ignore[arg-type]


def test_connect_then_sync_then_sign_in_elsewhere() -> None:
    """What was written before there was a server is on a second device that knows name and passphrase."""
    scene = Scene()
    entry = scene.write(OFFLINE_VAULT, "written offline")
    client = scene.client()
    membership = scene.connect(client)
    scene.token = membership.session.token
    assert client.sync(membership.device(scene.store, scene.random)).state == "up_to_date"

    second = scene.client()
    joined = second.login("mara-17", SECRET)
    scene.token = joined.session.token
    store = MemoryStore()
    device = joined.device(store, scene.random)

    assert second.sync(device).state == "up_to_date"
    found = store.objects([entry])[0]
    assert found is not None
    assert device.open(entry, found.local)["f"] == {"t": "written offline"}
    assert joined.roots == ROOTS
    assert joined.log_id == membership.log_id


def test_the_recovery_code_alone_signs_in_and_decrypts() -> None:
    """No passphrase is needed, and the code may be typed in lower case with spaces."""
    scene = Scene()
    scene.connect(scene.client())
    typed = recovery.encode_code(CODE).lower().replace("-", " ")

    assert scene.client().login("mara-17", typed, wrapping.RECOVERY).roots == ROOTS


@pytest.mark.parametrize("arrived", [False, True])
def test_a_lost_reply_while_connecting_is_no_harm(arrived: bool) -> None:
    """Asked again with the same name and passphrase, the vault is connected to one account."""
    scene = Scene()

    def lose(request: Request) -> None:
        if arrived:
            scene.transport(request)

    with pytest.raises(ApiError) as caught:
        scene.connect(scene.client(answering("/v1", lose)))
    assert caught.value.code == "offline"

    membership = scene.connect(scene.client())

    assert len(scene.server.accounts) == 1
    assert scene.store.named(CONNECTING) is None
    floor = scene.store.floor()
    assert floor is not None
    assert floor.head.log_id == membership.log_id == scene.server.accounts["mara-17"].log.log_id


def test_a_lost_reply_is_made_up_for_by_signing_in_at_once() -> None:
    """Only the reply to the registration is lost: the same call goes on with the own slot."""
    scene = Scene()

    def lose(request: Request) -> None:
        scene.transport(request)

    membership = scene.connect(scene.client(answering("/v1/accounts", lose)))

    assert scene.server.accounts["mara-17"].log.log_id == membership.log_id


def test_a_name_that_is_taken_is_said_so() -> None:
    """Somebody else's account is not entered, whatever their passphrase."""
    scene, other = Scene(), Scene()
    other.server = scene.server
    scene.connect(scene.client())

    with pytest.raises(ApiError) as caught:
        other.client().connect(other.store, {1: bytes(32)}, "mara-17", "another secret", other.recovery_slot)

    assert caught.value.code == "login_taken"
    assert other.store.floor() is None


def test_an_own_account_with_another_log_counts_as_taken() -> None:
    """The name opens with this passphrase but belongs to an earlier vault."""
    scene = Scene()
    scene.connect(scene.client())
    scene.store.erase()

    with pytest.raises(ApiError) as caught:
        scene.connect(scene.client())

    assert caught.value.code == "login_taken"


def test_connecting_makes_everything_dirty_again() -> None:
    """A vault that was at another server before sends all it has."""
    scene = Scene()
    first = scene.connect(scene.client())
    scene.token = first.session.token
    entry = scene.write(first, "moved")
    scene.client().sync(first.device(scene.store, scene.random))
    assert scene.store.dirty() == []

    scene.server, scene.token = MemoryServer(), ""
    second = scene.connect(scene.client(), "elsewhere")
    scene.token = second.session.token

    assert scene.store.dirty() == [entry]
    assert scene.client().sync(second.device(scene.store, scene.random)).state == "up_to_date"
    assert entry in scene.server.accounts["elsewhere"].log.objects


def lying(path: str, change: Callable[[dict[str, Any]], dict[str, Any]]) -> Callable[[Transport], Transport]:
    """Changes the JSON of every successful answer to this path."""

    def wrap(transport: Transport) -> Transport:
        def send(request: Request) -> Response | None:
            response = transport(request)
            if response is None or response.status != 200 or request.path != path:
                return response
            return reply(change(json.loads(response.body)))

        return send

    return wrap


@pytest.mark.parametrize(
    ("path", "change", "raised"),
    [
        ("/v1/login/start", lambda body: body | {"kdf": 9}, FormatError),
        ("/v1/login/start", lambda body: body | {"kdf": 2}, UnsupportedError),
        ("/v1/login/start", lambda body: body | {"kdf": True}, FormatError),
        ("/v1/login/start", lambda body: body | {"nonce": "short"}, FormatError),
        ("/v1/login/start", lambda body: body | {"salt": b64(bytes(16))}, ApiError),
        ("/v1/login/start", lambda body: {}, FormatError),
        ("/v1/login/finish", lambda body: body | {"slot": body["slot"] | {"kind": "recovery"}}, FormatError),
        (
            "/v1/login/finish",
            lambda body: body | {"slot": body["slot"] | {"slot_id": b64(bytes(16))}},
            FormatError,
        ),
        (
            "/v1/login/finish",
            lambda body: body | {"slot": body["slot"] | {"check": b64(bytes(6))}},
            DamagedError,
        ),
        ("/v1/login/finish", lambda body: body | {"slot": None}, FormatError),
        ("/v1/login/finish", lambda body: body | {"token": "x"}, FormatError),
    ],
)
def test_a_server_that_lies_at_sign_in_is_refused(
    path: str, change: Callable[[dict[str, Any]], dict[str, Any]], raised: type[Exception]
) -> None:
    """Another derivation, another slot, a damaged one: nothing is opened and nothing kept."""
    scene = Scene()
    scene.connect(scene.client())

    with pytest.raises(raised):
        scene.client(lying(path, change)).login("mara-17", SECRET)


def test_a_slot_of_another_vault_under_the_same_secret_is_refused() -> None:
    """A fake slot cannot be made without the passphrase: what the server makes up does not open."""
    scene = Scene()
    scene.connect(scene.client())
    fake = wrapping.make_slot(
        wrapping.PASSPHRASE,
        bytes(32),
        {1: bytes(32)},
        login="mara-17",
        salt=bytes(15) + b"\1",
        random=scene.random,
    )

    def swap(body: dict[str, Any]) -> dict[str, Any]:
        return body | {"slot": fake | {"slot_id": body["slot"]["slot_id"]}}

    with pytest.raises(DamagedError) as caught:
        scene.client(lying("/v1/login/finish", swap)).login("mara-17", SECRET)
    assert caught.value.code == "wrong_secret"


def test_a_wrong_passphrase_fails_to_sign_in() -> None:
    """One code for whatever was wrong."""
    scene = Scene()
    scene.connect(scene.client())

    with pytest.raises(ApiError) as caught:
        scene.client().login("mara-17", "wrong horse battery")
    assert (caught.value.code, caught.value.status) == ("login_failed", 401)


@pytest.mark.parametrize(
    ("answer", "code", "retry"),
    [
        (lambda _: None, "offline", 0),
        (lambda _: Response(200, {"content-type": "text/html"}, b"<html>"), "offline", 0),
        (lambda _: Response(502, {"content-type": "text/html"}, b"<html>"), "offline", 0),
        (lambda _: Response(200, {"content-type": "application/json"}, b"[1]"), "offline", 0),
        (lambda _: error(429, "rate_limited", retry_after_s=30), "rate_limited", 30),
        (lambda _: error(401, "unauthorized"), "unauthorized", 0),
    ],
)
def test_answers_become_codes(answer: Callable[[Request], Response | None], code: str, retry: int) -> None:
    """What is no answer of this protocol is being offline."""
    scene = Scene()

    with pytest.raises(ApiError) as caught:
        scene.client(answering("/v1/account", answer)).account()

    assert (caught.value.code, caught.value.retry_after_s) == (code, retry)


def test_waits_of_a_round_are_real(monkeypatch: pytest.MonkeyPatch) -> None:
    """The client pauses where the round asks it to."""
    scene = Scene()
    membership = scene.connect(scene.client())
    scene.token = membership.session.token
    scene.write(membership, "x")
    pauses: list[float] = []
    monkeypatch.setattr("time.sleep", pauses.append)
    client = scene.client(
        lambda transport: (
            lambda request: error(409, "stale_head") if request.method == "POST" else transport(request)
        )
    )

    outcome = client.run(run_round(membership.device(scene.store, scene.random), NOW_S))

    assert (outcome.state, len(pauses)) == ("pending", 8)
