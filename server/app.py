"""The application factory: settings, database, routes, and the layers around them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from server import api, config, db, errors, scheduler, status
from server.access import AccessLog
from server.accounts import routes as accounts_routes
from server.config import Config
from server.log import routes as log_routes
from server.pages import routes as pages_routes
from server.security import SecurityHeaders


class App(Flask):
    """Flask without coroutines: no view here is one, and looking costs on every request."""

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """The function as it is."""
        return func


def create_app(settings: Config | None = None) -> Flask:
    """The application. settings: taken from the environment when left out.

    Touches no database; `server.migrate.upgrade` brings that up to date. Raises config.ConfigError.
    """
    settings = settings or config.load()
    app = App("server", static_folder=None)
    app.extensions["selfward.config"] = settings
    errors.register(app, db.connect(app, settings.database_url).trouble)
    documented = api.init(app)
    for blueprint in (accounts_routes.blueprint, log_routes.blueprint, status.blueprint):
        documented.register_blueprint(blueprint)
    pages_routes.init(app, settings.static_dir)
    app.wsgi_app = SecurityHeaders(app.wsgi_app, settings.origin)  # type: ignore[method-assign]
    app.wsgi_app = AccessLog(app.wsgi_app, settings.log)  # type: ignore[method-assign]
    if settings.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.proxies)  # type: ignore[method-assign]
    if settings.housekeeping:
        scheduler.start(app)
    return app
