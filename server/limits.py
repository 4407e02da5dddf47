"""Rate limits: token buckets in the table `rate`, keyed by an HMAC so that no name or address rests there.

A bucket holds as many tokens as may be spent at once and refills evenly; who finds it empty is told
when the next token comes. Delays grow with the tries, nobody is locked out. The table (rather than
the memory of a process) makes the limits hold for several processes and across a restart.

Flask-Limiter would check all this in hooks around every request, which costs more than an idle pull.
"""

from __future__ import annotations

import hmac
import math
from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import BigInteger, Connection, Float, LargeBinary, delete
from sqlalchemy.orm import Mapped, mapped_column

from crypto.encoding import lp
from server.config import current, now_s
from server.db import Base, Cursor, cursor_of, transaction
from server.errors import ApiError

LONGEST_REFILL_S = 3600

_LEFT = "SELECT tokens, at_s FROM rate WHERE key_hash = ?"


class Rate(NamedTuple):
    """This many in this many seconds."""

    name: str
    tokens: int
    seconds: int


LOGIN_START = Rate("login-start", 10, 60)
LOGIN_FINISH = Rate("login-finish", 10, 60)
START_BLOCK = Rate("start-block", 60, 60)
FINISH_BLOCK = Rate("finish-block", 60, 60)
ACCOUNTS_BLOCK = Rate("accounts-block", 10, 3600)
APPEND = Rate("append", 120, 60)


class Bucket(Base):
    """How many tokens a key had left at a moment. A key without a row has all of them."""

    __tablename__ = "rate"

    key_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    tokens: Mapped[float] = mapped_column(Float)
    at_s: Mapped[int] = mapped_column(BigInteger)


def spend(*keys: tuple[Rate, str]) -> None:
    """Spend one token of each (rate, key), committed whatever the request does next.

    Raises ApiError `rate_limited` with the seconds to wait when one of them has none left.
    """
    if current().rate_limits:
        with transaction() as connection:
            take(cursor_of(connection), keys)


def take(cursor: Cursor, keys: Iterable[tuple[Rate, str]]) -> None:
    """`spend` inside a transaction that is open already."""
    config = current()
    if not config.rate_limits:
        return
    at_s = now_s()
    for rate, key in keys:
        name = lp(rate.name.encode("ascii"))
        key_hash = hmac.digest(config.secret, b"rate" + name + key.encode("utf-8"), "sha256")
        row = cursor.one(_LEFT + cursor.lock("rate"), (key_hash,))
        tokens = float(rate.tokens)
        if row is not None:
            tokens = min(tokens, row[0] + max(0, at_s - row[1]) * rate.tokens / rate.seconds)
        if tokens < 1:
            raise ApiError("rate_limited", retry_after_s=math.ceil((1 - tokens) * rate.seconds / rate.tokens))
        cursor.run(
            "INSERT INTO rate (key_hash, tokens, at_s) VALUES (?, ?, ?) "
            "ON CONFLICT (key_hash) DO UPDATE SET tokens = excluded.tokens, at_s = excluded.at_s",
            (key_hash, tokens - 1, at_s),
        )


def forget_full(connection: Connection, at_s: int) -> int:
    """Remove the buckets that have refilled since they were last used; how many."""
    return connection.execute(delete(Bucket).where(Bucket.at_s < at_s - LONGEST_REFILL_S)).rowcount
