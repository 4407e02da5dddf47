"""What an account can do beside its log: begin, show itself, change its slots, end (SPEC §9.2, §9.5, §15)."""

from __future__ import annotations

import hmac
from typing import Any

from sqlalchemy import Connection, delete, exists, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from server.accounts.models import Account, LogKey, Slot
from server.accounts.sessions import DAY_S, begin
from server.config import Config
from server.db import Cursor
from server.errors import ApiError
from server.log.models import Head, Object
from sync.feed import check_first
from sync.state import EMPTY_HASHES

ERASE_BATCH = 500

_VIEW = "SELECT login, log_id, epoch, slots_gen, bytes_used FROM account WHERE id = ?"


def check_open(config: Config, invite: str | None) -> None:
    """Raise ApiError `closed` unless this server takes the account."""
    if config.registration == "open":
        return
    given = (invite or "").encode("utf-8", "replace")
    if config.registration == "closed" or not hmac.compare_digest(given, config.invite.encode()):
        raise ApiError("closed")


def register(connection: Connection, new: dict[str, Any], at_s: int) -> dict[str, bytes]:
    """A new account with its slots and head 1, and a session for the device that made it.

    new: as `schemas.Register` loads it. Raises ApiError `login_taken`, Rejected `bad_signature` or
    `bad_frame` when the head is not the first of this log.
    """
    head_bytes, sig = new["head"][:96], new["head"][96:]
    head = check_first(head_bytes, sig, new["log_id"], new["log_pub"], new["epoch"])
    day = at_s // DAY_S
    try:
        account = connection.execute(
            insert(Account)
            .values(
                login=new["login"],
                log_id=new["log_id"],
                epoch=new["epoch"],
                head_n=1,
                head_id=head.id,
                bucket_hashes=EMPTY_HASHES,
                slots_gen=1,
                bytes_used=0,
                created_day=day,
            )
            .returning(Account.id)
        ).scalar_one()
    except IntegrityError:
        raise ApiError("login_taken") from None
    connection.execute(insert(LogKey).values(account=account, epoch=new["epoch"], pub=new["log_pub"]))
    connection.execute(insert(Head).values(account=account, n=1, id=head.id, encoded=head_bytes, sig=sig))
    _store_slots(connection, account, new["slots"])
    return begin(connection, account, day)


def view(cursor: Cursor, account: int, quota: int) -> dict[str, Any]:
    """The account as its owner may see it. quota: bytes. Raises ApiError `unauthorized` if it is gone."""
    row = cursor.one(_VIEW, (account,))
    if row is None:
        raise ApiError("unauthorized")
    return {
        **dict(zip(("login", "log_id", "epoch", "slots_gen", "bytes_used"), row, strict=True)),
        "quota": quota,
    }


def change_slots(connection: Connection, login: str, if_gen: int, slots: list[dict[str, Any]]) -> int:
    """Replace the account's slots; the new generation. Sending the same slots again changes nothing.

    Raises ApiError `slots_changed` when the generation is not if_gen, `bad_request` when the
    passphrase slot was made for another login.
    """
    if any(slot["login"] not in ("", login) for slot in slots):
        raise ApiError("bad_request", {"slots": "The passphrase slot was made for another login."})
    row = connection.execute(
        select(Account.id, Account.slots_gen).where(Account.login == login).with_for_update()
    ).one_or_none()
    if row is None:
        raise ApiError("unauthorized")
    if row.slots_gen != if_gen:
        if _same_slots(connection, row.id, slots):
            return int(row.slots_gen)
        raise ApiError("slots_changed")
    connection.execute(delete(Slot).where(Slot.account == row.id))
    _store_slots(connection, row.id, slots)
    connection.execute(update(Account).where(Account.id == row.id).values(slots_gen=if_gen + 1))
    return if_gen + 1


def erase(connection: Connection, account: int) -> None:
    """Remove the account and all that hangs on it; its objects remain for `erase_objects`."""
    connection.execute(delete(Account).where(Account.id == account))


def erase_objects(connection: Connection, account: int) -> bool:
    """Remove a bounded batch of a deleted account's objects; False when none was left."""
    batch = select(Object.object_id).where(Object.account == account).limit(ERASE_BATCH).scalar_subquery()
    gone = connection.execute(delete(Object).where(Object.account == account, Object.object_id.in_(batch)))
    return gone.rowcount > 0


def orphans(connection: Connection) -> list[int]:
    """Deleted accounts that still have objects, because the server stopped in the middle."""
    found: list[int] = []
    last = 0
    while True:
        account = connection.execute(select(func.min(Object.account)).where(Object.account > last)).scalar()
        if account is None:
            return found
        if not connection.execute(select(exists().where(Account.id == account))).scalar():
            found.append(account)
        last = account


def _store_slots(connection: Connection, account: int, slots: list[dict[str, Any]]) -> None:
    for slot in slots:
        columns = {name: value for name, value in slot.items() if name != "v"}
        connection.execute(insert(Slot).values(account=account, **columns))


def _same_slots(connection: Connection, account: int, slots: list[dict[str, Any]]) -> bool:
    stored = connection.execute(select(Slot).where(Slot.account == account)).mappings()
    there = {row["slot_id"]: {**row, "v": 1} for row in stored}
    return there == {slot["slot_id"]: {**slot, "account": account} for slot in slots}
