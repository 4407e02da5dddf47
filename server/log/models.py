"""Tables of the log (SPEC §17)."""

from __future__ import annotations

from sqlalchemy import BigInteger, Index, Integer, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from server.accounts.models import Id, of_account
from server.db import Base


class Bucket(Base):
    """The packed rows of one bucket of an account's state, ascending; derived from `object`."""

    __tablename__ = "bucket"

    account: Mapped[int] = mapped_column(Id, of_account(), primary_key=True)
    i: Mapped[int] = mapped_column(Integer, primary_key=True)
    rows: Mapped[bytes] = mapped_column(LargeBinary)


class Head(Base):
    """One state in the chain, as it was signed."""

    __tablename__ = "head"

    account: Mapped[int] = mapped_column(Id, of_account(), primary_key=True)
    n: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    id: Mapped[bytes] = mapped_column(LargeBinary(32))
    sig: Mapped[bytes] = mapped_column(LargeBinary(64))
    encoded: Mapped[bytes] = mapped_column("bytes", LargeBinary(96))


class Object(Base):
    """The newest envelope of one object, and the commit that set it; a void keeps its row only.

    No foreign key: the objects of a deleted account go in bounded batches after the account itself.
    The index holds all that the size of a page depends on, so measuring one reads no envelope. (Rows
    of this table exceed a page's share when it is WITHOUT ROWID: measured seven times slower.)
    """

    __tablename__ = "object"
    __table_args__ = (Index("object_seq", "account", "seq", "object_id", "form", "size"),)

    account: Mapped[int] = mapped_column(Id, primary_key=True)
    object_id: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    form: Mapped[int] = mapped_column(Integer)
    hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    size: Mapped[int] = mapped_column(Integer)
    seq: Mapped[int] = mapped_column(BigInteger)
    envelope: Mapped[bytes | None] = mapped_column(LargeBinary)
