"""Tables of accounts (SPEC §17). Days are days since 1970-01-01, nothing finer is kept about people."""

from __future__ import annotations

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from server.db import Base

Id = BigInteger().with_variant(Integer, "sqlite")


def of_account() -> ForeignKey:
    """A reference to the account that goes with it."""
    return ForeignKey("account.id", ondelete="CASCADE")


class Account(Base):
    """A pseudonym and where its log stands. Ids are never used again, also not on SQLite."""

    __tablename__ = "account"
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    login: Mapped[str] = mapped_column(String(64), unique=True)
    log_id: Mapped[bytes] = mapped_column(LargeBinary(16))
    epoch: Mapped[int] = mapped_column(BigInteger)
    head_n: Mapped[int] = mapped_column(BigInteger)
    head_id: Mapped[bytes] = mapped_column(LargeBinary(32))
    slots_gen: Mapped[int] = mapped_column(BigInteger)
    bytes_used: Mapped[int] = mapped_column(BigInteger)
    created_day: Mapped[int] = mapped_column(Integer)
    # Last, so that SQLite finds the small columns without walking these 8 KiB.
    bucket_hashes: Mapped[bytes] = mapped_column(LargeBinary(8192))


class LogKey(Base):
    """The public key that signs the heads of one epoch."""

    __tablename__ = "log_key"

    account: Mapped[int] = mapped_column(Id, of_account(), primary_key=True)
    epoch: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    pub: Mapped[bytes] = mapped_column(LargeBinary(32))


class Slot(Base):
    """A sealed copy of the roots, with the key that proves who may fetch it."""

    __tablename__ = "slot"

    account: Mapped[int] = mapped_column(Id, of_account(), primary_key=True)
    slot_id: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))
    kdf: Mapped[int] = mapped_column(Integer)
    login: Mapped[str] = mapped_column(String(64))
    salt: Mapped[bytes] = mapped_column(LargeBinary(16))
    login_pub: Mapped[bytes] = mapped_column(LargeBinary(32))
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    check: Mapped[bytes] = mapped_column(LargeBinary(6))


class LoginSession(Base):
    """A signed-in device. The token itself is kept by the device alone."""

    __tablename__ = "session"
    __table_args__ = (Index("session_token", "token_hash", unique=True),)

    account: Mapped[int] = mapped_column(Id, of_account(), primary_key=True)
    id: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    created_day: Mapped[int] = mapped_column(Integer)
    seen_day: Mapped[int] = mapped_column(Integer)


class Nonce(Base):
    """A challenge that was given out; it dies on first use. The login may belong to nobody."""

    __tablename__ = "nonce"

    hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    login: Mapped[str] = mapped_column(String(64))
    action: Mapped[int] = mapped_column(Integer)
    expires_s: Mapped[int] = mapped_column(BigInteger)
