"""Settings: one table, read from environment variables called SELFWARD_ and the name in capitals."""

from __future__ import annotations

import os
import re
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from flask import current_app

ROOT = Path(__file__).resolve().parent.parent
SECRET_BYTES = 32
_ORIGIN = re.compile(r"https?://(?:[a-z0-9.-]+|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?")


class ConfigError(Exception):
    """A setting cannot be used; the text is one sentence that says which and why."""


def _text(value: str) -> str:
    return value


def _choice(*allowed: str) -> Callable[[str], str]:
    def read(value: str) -> str:
        if value not in allowed:
            raise ValueError(f"must be one of {', '.join(allowed)}")
        return value

    return read


def _switch(value: str) -> bool:
    return _choice("on", "off")(value) == "on"


def _count(value: str) -> int:
    if not value.isascii() or not value.isdigit():
        raise ValueError("must be a whole number")
    return int(value)


def _origin(value: str) -> str:
    if not _ORIGIN.fullmatch(value):
        raise ValueError("must be scheme://host[:port] in lower case, without a path")
    return value


def _database(value: str) -> str:
    scheme, separator, rest = value.partition("://")
    if scheme in ("postgres", "postgresql", "postgresql+psycopg"):
        return "postgresql+psycopg" + separator + rest
    if scheme == "sqlite" and rest.startswith("/") and len(rest) > 1:
        Path(rest[1:]).parent.mkdir(parents=True, exist_ok=True)
        return value
    raise ValueError("must be sqlite:///path or postgresql://…")


class Setting(NamedTuple):
    """One row of the table: field of `Config`, default as it would stand in the environment, reader."""

    name: str
    default: str
    read: Callable[[str], Any]
    meaning: str


SETTINGS = (
    Setting("database_url", f"sqlite:///{ROOT}/var/selfward.sqlite3", _database, "SQLite file or PostgreSQL"),
    Setting("origin", "http://localhost:8000", _origin, "the address people use, scheme://host[:port]"),
    Setting("registration", "open", _choice("open", "invite", "closed"), "who may make an account"),
    Setting("invite", "", _text, "the code people need when registration is `invite`"),
    Setting("quota_bytes", str(2**30), _count, "sealed bytes one account may keep"),
    Setting("secret_file", f"{ROOT}/var/secret", Path, "32 random bytes, made at the first start"),
    Setting("static_dir", f"{ROOT}/pwa/dist", Path, "the built app"),
    Setting("rate_limits", "on", _switch, "`off` only for measuring"),
    Setting("log", "stderr", _text, "`stderr`, or a file that lines are added to"),
    Setting("housekeeping", "on", _switch, "the hourly job that removes what has expired"),
    Setting("proxies", "0", _count, "how many reverse proxies stand in front and set X-Forwarded-For"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """The settings, checked. `clock` gives UTC seconds; tests put their own in."""

    database_url: str
    origin: str
    registration: str
    invite: str
    quota_bytes: int
    secret_file: Path
    static_dir: Path
    rate_limits: bool
    log: str
    housekeeping: bool
    proxies: int
    secret: bytes
    clock: Callable[[], float] = time.time


def load(environment: Mapping[str, str] = os.environ) -> Config:
    """The settings of an environment; makes the secret file if there is none.

    Raises ConfigError naming the variable that cannot be used.
    """
    values: dict[str, Any] = {}
    for setting in SETTINGS:
        variable = f"SELFWARD_{setting.name.upper()}"
        try:
            values[setting.name] = setting.read(environment.get(variable, setting.default))
        except (ValueError, OSError) as error:
            raise ConfigError(f"{variable}: {error}.") from None
    if values["registration"] == "invite" and not values["invite"]:
        raise ConfigError("SELFWARD_INVITE: must be set when SELFWARD_REGISTRATION is invite.")
    return Config(**values, secret=_secret(values["secret_file"]))


def current() -> Config:
    """The settings of the app that is handling the request."""
    config: Config = current_app.extensions["selfward.config"]
    return config


def now_s() -> int:
    """The time by the app's clock, UTC seconds."""
    return int(current().clock())


def _secret(path: Path) -> bytes:
    # Written beside and linked into place, so that two processes starting at once agree on one secret.
    try:
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            fresh = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
            with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(secrets.token_bytes(SECRET_BYTES))
            try:
                os.link(fresh, path)
            except FileExistsError:
                pass
            finally:
                fresh.unlink()
        secret = path.read_bytes()
    except OSError as error:
        raise ConfigError(f"SELFWARD_SECRET_FILE: {error.strerror}.") from None
    if len(secret) != SECRET_BYTES:
        raise ConfigError("SELFWARD_SECRET_FILE: must hold exactly 32 bytes.")
    return secret
