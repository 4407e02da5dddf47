"""The walk of an entry: the reference client, the real app, a second device, and what the server saw."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import inspect, text

from crypto import passphrase, recovery, wrapping
from server.config import Config
from server.db import transaction
from sync import record
from sync.calls import Request, Response
from sync.client import Client, Membership
from sync.state import RECORD
from sync.store import Changes, MemoryStore, StoredObject
from tests.server.device import ORIGIN

ROOTS = {1: os.urandom(32)}
CODE = os.urandom(16)
SECRET, LOGIN = "correct horse battery", "mara-17"
SENTINEL = "kestrel-over-the-orchard"
NOW_MS = 1_800_000_000_000


@pytest.fixture(autouse=True)
def quick_derivation(monkeypatch: pytest.MonkeyPatch) -> None:
    """Argon2id once per input."""
    monkeypatch.setattr(passphrase, "derive_seed", cache(passphrase.derive_seed))


@dataclass
class Phone:
    """A device with a store of its own, signed in on the app."""

    http: FlaskClient
    tag: str
    token: str = ""

    def __post_init__(self) -> None:
        self.store = MemoryStore()
        self.client = Client(ORIGIN, self.transport, os.urandom)

    def transport(self, request: Request) -> Response:
        """The way to the app."""
        headers = {**request.headers, **({"Authorization": f"Bearer {self.token}"} if self.token else {})}
        answer = self.http.open(request.path, method=request.method, headers=headers, data=request.body)
        return Response(answer.status_code, {k.lower(): v for k, v in answer.headers.items()}, answer.data)

    def belong(self, membership: Membership) -> None:
        """Carry on with this session."""
        self.token = membership.session.token
        self.device = membership.device(self.store, os.urandom)

    def write(self, object_id: bytes, **fields: str) -> None:
        """Write an entry, or change these fields of it."""
        old = self.store.objects([object_id])[0]
        if old is None:
            value = record.make(object_id, "entry", dict(fields), NOW_MS, self.tag)
            stored = StoredObject(object_id, RECORD, self.device.seal(object_id, value, 1), None, False, 1, 1)
        else:
            before = self.device.open(object_id, old.local)
            value = record.change(before, {"f": {**before["f"], **fields}}, NOW_MS, self.tag, old.left)
            sealed = self.device.seal(object_id, value, 1)
            stored = replace(old, local=sealed, left=False, lv=old.lv + 1, rev=old.rev + 1)
        self.store.commit(Changes(objects=[stored]))

    def read(self, object_id: bytes) -> dict[str, object]:
        """The entry as this phone shows it, with what was also written."""
        found = self.store.objects([object_id])[0]
        assert found is not None
        value = self.device.open(object_id, found.local)
        return {"f": value["f"], "also": value.get("also", {})}

    def sync(self) -> str:
        """One round."""
        return self.client.sync(self.device).state


@pytest.fixture
def phone(app: Flask) -> Callable[[str], Phone]:
    """Makes phones."""
    return lambda tag: Phone(app.test_client(), tag)


def connected(phone: Phone) -> Phone:
    """Connect a new vault."""
    slot = wrapping.make_slot(wrapping.RECOVERY, recovery.seed(CODE), ROOTS, random=os.urandom)
    phone.belong(phone.client.connect(phone.store, ROOTS, LOGIN, SECRET, slot))
    return phone


@pytest.mark.parametrize(
    ("secret", "kind"),
    [(SECRET, wrapping.PASSPHRASE), (recovery.encode_code(CODE), wrapping.RECOVERY)],
    ids=["passphrase", "recovery code"],
)
def test_an_entry_reaches_the_second_phone(phone: Callable[[str], Phone], secret: str, kind: str) -> None:
    """Signed in with the passphrase or with the recovery code."""
    first, second, entry = connected(phone("aaaaaa")), phone("bbbbbb"), os.urandom(16)
    first.write(entry, text=SENTINEL)
    assert first.sync() == "up_to_date"

    second.belong(second.client.login(LOGIN, secret, kind))

    assert second.sync() == "up_to_date"
    assert second.read(entry)["f"] == {"text": SENTINEL}


def test_both_edit_offline_and_nothing_is_lost(phone: Callable[[str], Phone]) -> None:
    """Different fields merge; of one field both texts stay, on both phones."""
    first, second, entry = connected(phone("aaaaaa")), phone("bbbbbb"), os.urandom(16)
    first.write(entry, text="one", title="old")
    first.sync()
    second.belong(second.client.login(LOGIN, SECRET))
    second.sync()

    first.write(entry, text="first wrote this")
    second.write(entry, text="second wrote this", title="new")
    for _ in range(2):
        assert {first.sync(), second.sync()} == {"up_to_date"}

    assert first.read(entry) == second.read(entry)
    shown = str(first.read(entry))
    assert "first wrote this" in shown
    assert "second wrote this" in shown
    assert first.read(entry)["f"]["title"] == "new"


def test_the_server_never_held_a_byte_of_it(
    phone: Callable[[str], Phone], app: Flask, settings: Config, tmp_path: Path
) -> None:
    """No column, no database file and no log line contains the sentinel, the passphrase or a root."""
    first = connected(phone("aaaaaa"))
    for n in range(3):
        first.write(os.urandom(16), text=f"{SENTINEL} {n}")
    first.sync()

    held = Path(settings.log).read_bytes()
    with app.app_context(), transaction() as connection:
        for table in inspect(connection).get_table_names():
            for row in connection.execute(text(f'SELECT * FROM "{table}"')):
                held += b"".join(value if isinstance(value, bytes) else str(value).encode() for value in row)
    held += b"".join(path.read_bytes() for path in tmp_path.glob("selfward.sqlite3*"))

    assert LOGIN.encode() in held
    for secret in (SENTINEL.encode(), SECRET.encode(), ROOTS[1], CODE, first.token.encode()):
        assert secret not in held
