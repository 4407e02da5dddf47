"""Is the server well, and what does it offer? Both can be asked without a session or a protocol number."""

from __future__ import annotations

from typing import Any

from marshmallow import fields

from server.accounts.sessions import SESSIONS
from server.api import JSON_BYTES, PROTOCOL, Blueprint
from server.config import current
from server.db import reading
from server.fields import Strict
from server.log.routes import FETCH
from server.log.service import OBJECTS
from sync.feed import COMMIT_BYTES, COMMIT_ROWS

blueprint = Blueprint("status", __name__, versioned=False)


class Health(Strict):
    """The server answers and its database too."""

    ok = fields.Boolean(required=True)


class Info(Strict):
    """What a client may need to know before it has an account."""

    protocol = fields.List(fields.Integer(), required=True)
    vapid_pub = fields.String(required=True, metadata={"description": "Empty: this server sends no push."})
    registration = fields.String(required=True)
    limits = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)


@blueprint.endpoint("GET", "/health", gives=Health, errors=["busy"])
def health() -> dict[str, bool]:
    """Answer only when the database does."""
    with reading() as cursor:
        cursor.one("SELECT count(*) FROM alembic_version")
    return {"ok": True}


@blueprint.endpoint("GET", "/info", gives=Info)
def info() -> dict[str, Any]:
    """Say which protocol is spoken, who may register, and what is too much."""
    config = current()
    return {
        "protocol": [int(PROTOCOL)],
        "vapid_pub": "",
        "registration": config.registration,
        "limits": {
            "bytes": config.quota_bytes,
            "objects": OBJECTS,
            "sessions": SESSIONS,
            "commit_rows": COMMIT_ROWS,
            "commit_bytes": COMMIT_BYTES,
            "fetch": FETCH,
            "json_bytes": JSON_BYTES,
        },
    }
