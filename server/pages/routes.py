"""The built app: files by WhiteNoise, and index.html for every address the app's own router knows."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from flask import Blueprint, Flask, Response, abort, request, send_file
from werkzeug.routing import BaseConverter
from whitenoise import WhiteNoise  # type: ignore[import-untyped]

from server.api import Reply

_NOT_BUILT = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Selfward</title>
<p>The app has not been built yet. Run <code>./run</code> in the project's folder, then reload this page.</p>
</html>
"""


class ScreenPath(BaseConverter):
    """Any path but those of the API and of built files."""

    regex = r"(?!v1(?:/|$)|assets/).*?"
    part_isolating = False


class Files:
    """WSGI middleware that answers with a built file where there is one.

    Names under /assets/ carry a hash of the content and never change; everything else must be asked
    for again each time, so that an update is found. Compressed variants beside a file are used.
    """

    def __init__(self, app: Callable[..., Iterable[bytes]], folder: Path) -> None:
        self._app = app
        self._files: Callable[..., Iterable[bytes]] = (
            WhiteNoise(
                app,
                root=str(folder),
                index_file=True,
                allow_all_origins=False,
                max_age=None,
                immutable_file_test=lambda path, url: url.startswith("/assets/"),
                add_headers_function=_freshness,
                mimetypes={".webmanifest": "application/manifest+json"},
            )
            if folder.is_dir()
            else app
        )

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """A file, or whatever the app says."""
        app = self._app if environ["PATH_INFO"].startswith("/v1/") else self._files
        return app(environ, start_response)


def init(app: Flask, folder: Path) -> None:
    """Serve the app built in this folder; without one, say how to build it."""
    index = folder / "index.html"
    blueprint = Blueprint("pages", __name__)

    @blueprint.get("/", defaults={"path": ""})
    @blueprint.get("/<screen:path>")
    def screen(path: str) -> Response:
        if path and "text/html" not in request.headers.get("Accept", ""):
            abort(404)
        if not index.is_file():
            return Reply(_NOT_BUILT, status=503, mimetype="text/html", headers={"Cache-Control": "no-store"})
        response = send_file(index, mimetype="text/html")
        response.headers["Cache-Control"] = "no-cache"
        return response

    app.url_map.converters["screen"] = ScreenPath
    app.register_blueprint(blueprint)
    app.wsgi_app = Files(app.wsgi_app, folder)  # type: ignore[method-assign]


def _freshness(headers: Any, path: str, url: str) -> None:
    if not url.startswith("/assets/"):
        headers["Cache-Control"] = "no-cache"
