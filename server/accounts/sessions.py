"""Login sessions (SPEC §6.4): who is asking, who is signed in, signing out."""

from __future__ import annotations

import hashlib
import secrets
from typing import Any, NamedTuple

from flask import request
from sqlalchemy import Connection, delete, insert, select, update

from crypto.encoding import unb64
from crypto.errors import FormatError
from server.accounts.models import LoginSession
from server.config import now_s
from server.db import Cursor, reading, transaction
from server.errors import ApiError

TOKEN_BYTES = 32
SESSIONS = 16
IDLE_DAYS = 180
DAY_S = 86_400

_WHO = (
    "SELECT s.account, s.id, s.seen_day, a.login, a.head_n, a.head_id "
    "FROM session s JOIN account a ON a.id = s.account WHERE s.token_hash = ?"
)
_LIST = "SELECT id, created_day, seen_day FROM session WHERE account = ? ORDER BY created_day, id"


class SignedIn(NamedTuple):
    """The session a request came with, and where its account's log stands."""

    account: int
    session_id: bytes
    seen_day: int
    login: str
    head_n: int
    head_id: bytes


def signed_in() -> SignedIn:
    """The session of this request. Raises ApiError `unauthorized` when there is none alive."""
    token = _token(request.environ.get("HTTP_AUTHORIZATION", ""))
    today = now_s() // DAY_S
    with reading() as cursor:
        row = cursor.one(_WHO, (hashlib.sha256(token).digest(),))
    if row is None or row[2] < today - IDLE_DAYS:
        raise ApiError("unauthorized")
    who = SignedIn._make(row)
    if who.seen_day < today:
        with transaction() as connection:
            mark_seen(connection, who, today)
    return who


def begin(connection: Connection, account: int, day: int) -> dict[str, bytes]:
    """A new session: {"token", "session_id"}. Beyond 16, the one unused for longest ends."""
    ids = connection.execute(
        select(LoginSession.id)
        .where(LoginSession.account == account)
        .order_by(LoginSession.seen_day.desc(), LoginSession.created_day.desc(), LoginSession.id)
    ).scalars()
    for session_id in list(ids)[SESSIONS - 1 :]:
        end(connection, account, session_id)
    token, session_id = secrets.token_bytes(TOKEN_BYTES), secrets.token_bytes(16)
    connection.execute(
        insert(LoginSession).values(
            account=account,
            id=session_id,
            token_hash=hashlib.sha256(token).digest(),
            created_day=day,
            seen_day=day,
        )
    )
    return {"token": token, "session_id": session_id}


def listed(cursor: Cursor, who: SignedIn) -> list[dict[str, Any]]:
    """The account's sessions, oldest first."""
    return [
        {
            "session_id": session_id,
            "created_day": created_day,
            "seen_day": seen_day,
            "current": session_id == who.session_id,
        }
        for session_id, created_day, seen_day in cursor.all(_LIST, (who.account,))
    ]


def mark_seen(connection: Connection, who: SignedIn, day: int) -> None:
    """Note that the session was used on this day."""
    connection.execute(
        update(LoginSession)
        .where(LoginSession.account == who.account, LoginSession.id == who.session_id)
        .values(seen_day=day)
    )


def end(connection: Connection, account: int, session_id: bytes) -> None:
    """End one session of the account; that it is gone already is fine."""
    connection.execute(
        delete(LoginSession).where(LoginSession.account == account, LoginSession.id == session_id)
    )


def end_idle(connection: Connection, day: int) -> int:
    """End every session that was not used for 180 days; how many."""
    return connection.execute(delete(LoginSession).where(LoginSession.seen_day < day - IDLE_DAYS)).rowcount


def _token(header: str) -> bytes:
    scheme, _, text = header.partition(" ")
    if scheme.lower() != "bearer":
        raise ApiError("unauthorized")
    try:
        return unb64(text, TOKEN_BYTES)
    except FormatError:
        raise ApiError("unauthorized") from None
