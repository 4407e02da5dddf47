"""One shape for every error: {"code", "detail", "fields"?}. Clients act on the code alone (SPEC §16)."""

from __future__ import annotations

import traceback
from collections.abc import Mapping

from flask import Flask, Response, jsonify, request
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException

from server import access
from sync.feed import Rejected

CODES: Mapping[str, tuple[int, str]] = {
    "bad_request": (400, "The request is not formed as this server's API asks."),
    "unauthorized": (401, "The session has ended. Sign in again; nothing on the device is lost."),
    "login_failed": (401, "The name and the secret do not belong together."),
    "closed": (403, "This server does not take new accounts, or the invite code is not right."),
    "proof_failed": (403, "The proof does not permit this."),
    "not_found": (404, "There is nothing here."),
    "method_not_allowed": (405, "This address does not take that method."),
    "login_taken": (409, "Somebody else has this name."),
    "stale_head": (409, "Another device was first. Pull, then send again."),
    "slots_changed": (409, "The slots were changed elsewhere."),
    "too_large": (413, "That is more than one request may hold."),
    "bad_frame": (422, "The stream breaks the rules for commits."),
    "bad_signature": (422, "The head is not signed with the key of this log."),
    "bad_root": (422, "The rows do not give the state hash of the head."),
    "wrong_epoch": (422, "The keys were changed elsewhere."),
    "update_needed": (426, "This server speaks protocol 1. The app or the server needs an update."),
    "rate_limited": (429, "Too many tries in a short time."),
    "server_error": (500, "Something went wrong here. The id finds it in the server's log."),
    "busy": (503, "The server is busy. Try again in a moment."),
    "quota": (507, "The account has reached its limit on this server."),
    "full": (507, "The server's disk is full."),
}
_BY_STATUS = {404: "not_found", 405: "method_not_allowed", 413: "too_large"}


class ApiError(Exception):
    """The reply is this error. code: of `CODES`; fields: field → what is wrong with it, never its value."""

    def __init__(
        self, code: str, fields: Mapping[str, str] | None = None, retry_after_s: int | None = None
    ) -> None:
        super().__init__(code)
        self.code = code
        self.fields = fields
        self.retry_after_s = retry_after_s


def register(app: Flask, trouble: type[Exception]) -> None:
    """Answer every error of the app in the one shape.

    trouble: what the database driver raises when the database is locked, gone or full.
    """
    app.register_error_handler(ApiError, _api_error)
    app.register_error_handler(Rejected, _rejected)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(OperationalError, _database_error)
    app.register_error_handler(trouble, _database_error)
    app.register_error_handler(Exception, _unforeseen)


def reply(code: str, status: int | None = None, **members: object) -> Response:
    """The reply for a code; members with a value join the body."""
    usual, detail = CODES[code]
    present = {name: value for name, value in members.items() if value is not None}
    response = jsonify({"code": code, "detail": detail, **present})
    response.status_code = status or usual
    return response


def _api_error(error: ApiError) -> Response:
    response = reply(error.code, fields=error.fields or None, retry_after_s=error.retry_after_s)
    if error.retry_after_s is not None:
        response.headers["Retry-After"] = str(error.retry_after_s)
    if error.code == "unauthorized":
        response.headers["WWW-Authenticate"] = "Bearer"
    return response


def _rejected(error: Rejected) -> Response:
    access.note(request.environ, reason=error.reason)
    return reply(error.code)


def _http_error(error: HTTPException) -> Response:
    status = error.code or 500
    if status >= 500:
        return _unforeseen(error)
    response = reply(_BY_STATUS.get(status, "bad_request"), status)
    for name, value in error.get_headers():
        if name in ("Allow", "Retry-After"):
            response.headers[name] = value
    return response


def _database_error(error: Exception) -> Response:
    cause = getattr(error, "orig", error)
    if getattr(cause, "sqlite_errorname", "") == "SQLITE_FULL" or getattr(cause, "sqlstate", "") == "53100":
        access.note(request.environ, reason="disk_full")
        return reply("full")
    # Locked, restarting, out of connections: the client keeps its bytes and tries again.
    access.note(request.environ, reason=type(cause).__name__)
    response = reply("busy")
    response.headers["Retry-After"] = "1"
    return response


def _unforeseen(error: Exception) -> Response:
    # Where it happened, never what it said: messages of exceptions may quote a request.
    where = [f"{frame.filename}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__)[-6:]]
    access.note(request.environ, reason=type(error).__name__, where=where)
    return reply("server_error", id=access.request_id(request.environ))
