"""The Selfward server: keeps sealed objects and signed states for people whose journals it cannot read."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from server.config import Config


def create_app(settings: Config | None = None) -> Flask:
    """The WSGI application (`server.app.create_app`), loaded when asked for.

    So the process that only watches the worker (`server.serve`) stays a third of its size.
    """
    from server.app import create_app as create

    return create(settings)
