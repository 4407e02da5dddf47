"""Challenges and the proofs that answer them (SPEC §6.2, §6.3).

Nothing here lets a caller tell a name that exists from one that does not: replies have one shape,
the same statements run, and a signature is checked either way.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from crypto.encoding import b64, lp
from crypto.errors import CryptoError
from crypto.identity import NO_SLOT, public_key, verify_proof
from server.accounts.models import Account, Nonce, Slot
from server.accounts.schemas import RECOVERY

NONCE_BYTES = 32
NONCE_LIFE_S = 120
NOBODY = public_key(bytes(32))
"""The key that proofs for unknown names are checked against; its seed is public, its proofs are refused."""


def start(
    connection: Connection, login: str, kind: str, action: int, secret: bytes, at_s: int
) -> dict[str, Any]:
    """A challenge for this login and action, and what its owner needs to derive the key.

    For an unknown login slot_id and salt are derived from the server's secret: always the same ones,
    as they would be for a real account.
    """
    found = connection.execute(
        select(Slot.slot_id, Slot.salt)
        .join(Account, Account.id == Slot.account)
        .where(Account.login == login, Slot.kind == kind)
    ).one_or_none()
    made_up = hmac.digest(secret, b"slot" + lp(login.encode()) + lp(kind.encode()), "sha256")
    slot_id, salt = found or (made_up[:16], bytes(16) if kind == RECOVERY else made_up[16:])
    if kind == "log":
        slot_id, salt = NO_SLOT, bytes(16)
    nonce = secrets.token_bytes(NONCE_BYTES)
    connection.execute(
        insert(Nonce).values(hash=_hash(nonce), login=login, action=action, expires_s=at_s + NONCE_LIFE_S)
    )
    return {
        "slot_id": slot_id,
        "kdf": 1 if kind == "passphrase" else 0,
        "salt": salt,
        "nonce": nonce,
        "expires_in_s": NONCE_LIFE_S,
    }


def spend_nonce(connection: Connection, nonce: bytes, login: str, action: int, at_s: int) -> bool:
    """Use a nonce up, right or wrong; whether it was alive and made for this login and action."""
    row = connection.execute(
        delete(Nonce).where(Nonce.hash == _hash(nonce)).returning(Nonce.login, Nonce.action, Nonce.expires_s)
    ).one_or_none()
    return row is not None and row[:2] == (login, action) and row[2] >= at_s


def proved_slot(
    connection: Connection, login: str, action: int, proof: dict[str, bytes], origin: str
) -> dict[str, Any] | None:
    """The slot of this login whose key made the proof, with its account; None when it proves nothing.

    The caller has spent the nonce before, in a transaction of its own.
    """
    found = connection.execute(
        select(Slot)
        .join(Account, Account.id == Slot.account)
        .where(Account.login == login, Slot.slot_id == proof["slot_id"])
    ).one_or_none()
    try:
        verify_proof(
            NOBODY if found is None else found.login_pub,
            action,
            origin,
            login,
            {name: b64(value) for name, value in proof.items()},
        )
    except CryptoError:
        return None
    return None if found is None else dict(found._mapping)


def forget_expired(connection: Connection, at_s: int) -> int:
    """Remove the nonces nobody answered in time; how many."""
    return connection.execute(delete(Nonce).where(Nonce.expires_s < at_s)).rowcount


def _hash(nonce: bytes) -> bytes:
    return hashlib.sha256(nonce).digest()
