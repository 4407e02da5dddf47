"""Accounts, sessions, the log, rates and leases (SPEC §17)."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def _account() -> sa.Column[Any]:
    return sa.Column("account", ID, sa.ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)


def _bytes(name: str, **options: Any) -> sa.Column[Any]:
    return sa.Column(name, sa.LargeBinary, nullable=bool(options.pop("nullable", False)), **options)


def _number(name: str, kind: Any = sa.BigInteger, **options: Any) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=False, **options)


def upgrade() -> None:
    """Make every table."""
    op.create_table(
        "account",
        sa.Column("id", ID, primary_key=True),
        sa.Column("login", sa.String(64), nullable=False, unique=True),
        _bytes("log_id"),
        _number("epoch"),
        _number("head_n"),
        _bytes("head_id"),
        _number("slots_gen"),
        _number("bytes_used"),
        _number("created_day", sa.Integer),
        _bytes("bucket_hashes"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "log_key", _account(), _number("epoch", primary_key=True, autoincrement=False), _bytes("pub")
    )
    op.create_table(
        "slot",
        _account(),
        _bytes("slot_id", primary_key=True),
        sa.Column("kind", sa.String(10), nullable=False),
        _number("kdf", sa.Integer),
        sa.Column("login", sa.String(64), nullable=False),
        _bytes("salt"),
        _bytes("login_pub"),
        _bytes("sealed"),
        _bytes("check"),
    )
    op.create_table(
        "session",
        _account(),
        _bytes("id", primary_key=True),
        _bytes("token_hash"),
        _number("created_day", sa.Integer),
        _number("seen_day", sa.Integer),
    )
    op.create_index("session_token", "session", ["token_hash"], unique=True)
    op.create_table(
        "nonce",
        _bytes("hash", primary_key=True),
        sa.Column("login", sa.String(64), nullable=False),
        _number("action", sa.Integer),
        _number("expires_s"),
    )
    op.create_table(
        "head",
        _account(),
        _number("n", primary_key=True, autoincrement=False),
        _bytes("id"),
        _bytes("bytes"),
        _bytes("sig"),
    )
    op.create_table(
        "object",
        sa.Column("account", ID, primary_key=True, autoincrement=False),
        _bytes("object_id", primary_key=True),
        _number("form", sa.Integer),
        _bytes("hash"),
        _number("size", sa.Integer),
        _number("seq"),
        _bytes("envelope", nullable=True),
    )
    op.create_index("object_seq", "object", ["account", "seq", "object_id", "form", "size"])
    op.create_table("bucket", _account(), _number("i", sa.Integer, primary_key=True), _bytes("rows"))
    op.create_table("rate", _bytes("key_hash", primary_key=True), sa.Column("tokens", sa.Float, nullable=False), _number("at_s"))
    op.create_table(
        "lease",
        sa.Column("name", sa.String(32), primary_key=True),
        sa.Column("holder", sa.String(32), nullable=False),
        _number("until_s"),
    )
