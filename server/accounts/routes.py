"""HTTP of accounts: JSON in, JSON out (SPEC §16)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Response, request
from sqlalchemy import Connection

from crypto.encoding import unb64
from crypto.errors import FormatError
from crypto.identity import ACTION_DELETE, ACTION_LOGIN, ACTION_SLOTS
from server import access
from server.accounts import proofs, schemas, service, sessions
from server.accounts.sessions import DAY_S, signed_in
from server.api import Blueprint, Reply
from server.config import current, now_s
from server.db import cursor_of, reading, transaction
from server.errors import ApiError
from server.limits import ACCOUNTS_BLOCK, FINISH_BLOCK, LOGIN_FINISH, LOGIN_START, START_BLOCK, spend

blueprint = Blueprint("accounts", __name__)


@blueprint.endpoint(
    "POST",
    "/accounts",
    takes=schemas.Register,
    gives=schemas.Token,
    status=201,
    errors=["closed", "login_taken", "bad_signature", "bad_frame", "rate_limited"],
)
def register(new: dict[str, Any]) -> dict[str, bytes]:
    """Make an account with its two slots and the first head of its log."""
    spend((ACCOUNTS_BLOCK, _block()))
    service.check_open(current(), new.get("invite"))
    with transaction() as connection:
        return service.register(connection, new, now_s())


@blueprint.endpoint(
    "POST", "/login/start", takes=schemas.LoginStart, gives=schemas.LoginStarted, errors=["rate_limited"]
)
def start_login(wanted: dict[str, Any]) -> dict[str, Any]:
    """Get a challenge; unknown names get one too."""
    spend((LOGIN_START, wanted["login"]), (START_BLOCK, _block()))
    with transaction() as connection:
        return proofs.start(connection, **wanted, secret=current().secret, at_s=now_s())


@blueprint.endpoint(
    "POST",
    "/login/finish",
    takes=schemas.LoginFinish,
    gives=schemas.LoggedIn,
    errors=["login_failed", "rate_limited"],
)
def finish_login(answer: dict[str, Any]) -> dict[str, Any]:
    """Begin a session with a proof; the sealed slot is given to nobody else."""
    login = answer["login"]
    spend((LOGIN_FINISH, login), (FINISH_BLOCK, _block()))
    with _proved(login, ACTION_LOGIN, answer["proof"], "login_failed") as (connection, slot):
        session = sessions.begin(connection, slot["account"], now_s() // DAY_S)
        account = service.view(cursor_of(connection), slot["account"], current().quota_bytes)
    return {**session, "slot": {**slot, "v": 1}, "log_id": account["log_id"], "epoch": account["epoch"]}


@blueprint.endpoint("GET", "/account", gives=schemas.AccountView, session=True)
def show_account() -> dict[str, Any]:
    """Show what the server knows of the account."""
    who = signed_in()
    with reading() as cursor:
        return service.view(cursor, who.account, current().quota_bytes)


@blueprint.endpoint(
    "DELETE", "/account", takes=schemas.Permitted, status=204, errors=["proof_failed"], session=True
)
def delete_account(permitted: dict[str, Any]) -> Response:
    """Delete the account and everything it stored here, with a proof of action 4."""
    who = signed_in()
    with _proved(who.login, ACTION_DELETE, permitted["proof"]) as (connection, _slot):
        service.erase(connection, who.account)
    more = True
    while more:
        with transaction() as connection:
            more = service.erase_objects(connection, who.account)
    return Reply(status=204)


@blueprint.endpoint(
    "PUT",
    "/slots",
    takes=schemas.ChangeSlots,
    gives=schemas.SlotsChanged,
    errors=["proof_failed", "slots_changed"],
    session=True,
)
def put_slots(change: dict[str, Any]) -> dict[str, int]:
    """Replace both slots, with a proof of action 2: a new passphrase or a new recovery code."""
    who = signed_in()
    with _proved(who.login, ACTION_SLOTS, change["proof"]) as (connection, _slot):
        return {"gen": service.change_slots(connection, who.login, change["if_gen"], change["slots"])}


@blueprint.endpoint("GET", "/sessions", gives=schemas.SessionView(many=True), session=True)
def list_sessions() -> list[dict[str, Any]]:
    """List the devices that are signed in."""
    who = signed_in()
    with reading() as cursor:
        return sessions.listed(cursor, who)


@blueprint.endpoint("DELETE", "/sessions/<session_id>", status=204, errors=["not_found"], session=True)
def end_session(session_id: str) -> Response:
    """End a session of this account; repeating it is fine."""
    who = signed_in()
    try:
        wanted = unb64(session_id, 16)
    except FormatError:
        raise ApiError("not_found") from None
    with transaction() as connection:
        sessions.end(connection, who.account, wanted)
    return Reply(status=204)


@contextmanager
def _proved(
    login: str, action: int, proof: dict[str, bytes], failure: str = "proof_failed"
) -> Iterator[tuple[Connection, dict[str, Any]]]:
    # Two transactions: the nonce stays spent whatever the proof turns out to be, and what the proof
    # permits happens together with its check.
    with transaction() as connection:
        alive = proofs.spend_nonce(connection, proof["nonce"], login, action, now_s())
    with transaction() as connection:
        slot = proofs.proved_slot(connection, login, action, proof, current().origin)
        if slot is None or not alive:
            raise ApiError(failure)
        yield connection, slot


def _block() -> str:
    return access.block(request.environ.get("REMOTE_ADDR", ""))
