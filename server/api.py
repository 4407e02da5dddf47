"""What all routes under /v1 share: the protocol header, JSON in and out, the OpenAPI document."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

import flask
import flask_smorest  # type: ignore[import-untyped]
from flask import Flask, request
from flask.typing import ResponseReturnValue
from marshmallow import Schema, fields
from webargs.core import is_json, missing, parse_json
from webargs.flaskparser import FlaskParser

from server.errors import CODES, ApiError
from server.fields import Strict

PROTOCOL = "1"
MEDIA_TYPE = "application/selfward"
JSON_BYTES = 64 * 1024
DISCARDED_BYTES = 16 * 2**20

_encode = json.JSONEncoder(separators=(",", ":")).encode

View = TypeVar("View", bound=Callable[..., Any])

_HEADER = {
    "in": "header",
    "name": "Selfward-Protocol",
    "required": True,
    "schema": {"type": "string", "enum": [PROTOCOL]},
}


class Error(Strict):
    """The one shape of every error."""

    code = fields.String(required=True)
    detail = fields.String(required=True)
    fields_ = fields.Dict(keys=fields.String(), values=fields.String(), data_key="fields")
    retry_after_s = fields.Integer()
    id = fields.String()


class Parser(FlaskParser):
    """Reads JSON bodies; whatever is wrong with one is `bad_request`."""

    DEFAULT_VALIDATION_STATUS = 400

    def load_json(self, req: Any, schema: Any) -> Any:
        """The body's value. Nesting or numbers beyond Python's limits are the sender's fault."""
        try:
            return super().load_json(req, schema)
        except (RecursionError, ValueError):
            raise ApiError("bad_request") from None

    def _raw_load_json(self, req: Any) -> Any:
        return parse_json(body(JSON_BYTES)) if is_json(req.mimetype) else missing

    def handle_error(self, error: Any, req: Any, schema: Any, **_: Any) -> Any:
        """Name the fields, without their values."""
        messages = error.messages.get("json", error.messages)
        raise ApiError("bad_request", dict(_flat(messages)))

    def _handle_invalid_json_error(self, error: Any, req: Any, *args: Any, **kwargs: Any) -> Any:
        raise ApiError("bad_request")


class Blueprint(flask_smorest.Blueprint):  # type: ignore[misc]
    """Routes of one capability. versioned: whether they need the Selfward-Protocol header."""

    ARGUMENTS_PARSER = Parser()

    def __init__(self, name: str, import_name: str, *, versioned: bool = True) -> None:
        super().__init__(name, import_name, url_prefix="/v1")
        self._versioned = versioned
        if versioned:
            self.before_request(_check_protocol)

    def endpoint(
        self,
        method: str,
        rule: str,
        *,
        takes: type[Schema] | None = None,
        gives: type[Schema] | Schema | None = None,
        status: int = 200,
        errors: Sequence[str] = (),
        session: bool = False,
        doc: Mapping[str, Any] | None = None,
    ) -> Callable[[View], View]:
        """A route and its entry in the document.

        takes: JSON body, handed to the view. gives: JSON reply of `status`; without it the view makes
        the response itself. errors: codes beside the common ones. session: needs one. doc: OpenAPI
        members for what schemas can't say.
        """
        codes = [*(["bad_request", "update_needed"] if self._versioned else []), *errors]
        members = {**(doc or {}), "responses": {**(doc or {}).get("responses", {})}}
        if session:
            codes.append("unauthorized")
            members["security"] = [{"session": []}]
        for code in codes:
            _document_error(members["responses"], code)

        def decorate(view: View) -> View:
            # The document is read off the function; no wrapper of it stays on the way of a request.
            made: Any = view
            made._apidoc = self.doc(**members)(view)._apidoc
            if gives is not None or status == 204:
                made = self.response(status, gives)(made)
            if takes is not None:
                made = self.arguments(takes)(made)
            self.route(rule, methods=[method], parameters=[_HEADER] if self._versioned else [])(made)
            return view

        return decorate


class Api(flask_smorest.Api):  # type: ignore[misc]
    """The OpenAPI document; errors are answered by server.errors."""

    ERROR_SCHEMA = Error

    def _register_error_handlers(self) -> None:
        """Leave errors to the app's own handlers."""


class Reply(flask.Response):
    """A response; whole bodies are handed to the WSGI server in one piece instead of an iterator."""

    def get_app_iter(self, environ: Any) -> Iterable[bytes]:
        """The body for the server."""
        if not self.is_sequence:
            return super().get_app_iter(environ)
        bodiless = environ["REQUEST_METHOD"] == "HEAD" or self.status_code in (204, 304)
        return [] if bodiless else list(self.iter_encoded())


def stream(chunks: Iterator[bytes], length: int | None = None) -> Reply:
    """A binary reply sent as it is made; length in bytes when it is known beforehand."""
    response = Reply(chunks, content_type=MEDIA_TYPE)
    if length is not None:
        response.content_length = length
    return response


def json_reply(value: object) -> Reply:
    """A small JSON reply, without the detour over schemas and Flask's provider."""
    return Reply(_encode(value), content_type="application/json")


def body(limit: int) -> bytes:
    """The body of the request. limit: bytes. Raises ApiError `too_large` for a longer one."""
    # One byte more than allowed is let in: a body of undeclared length is cut there without an error.
    request.max_content_length = limit + 1
    declared = request.content_length or 0
    data = b"" if declared > limit else request.get_data(cache=False)
    if declared > limit or len(data) > limit:
        _discard_rest()
        raise ApiError("too_large")
    return data


def binary_body(limit: int) -> bytes:
    """The body of a request that must be a binary stream; otherwise like `body`."""
    if request.mimetype != MEDIA_TYPE:
        raise ApiError("bad_request", {"Content-Type": f"Must be {MEDIA_TYPE}."})
    return body(limit)


def init(app: Flask) -> Api:
    """Prepare the app for blueprints with an OpenAPI document at /v1/openapi.json."""
    app.response_class = Reply
    app.config.update(
        MAX_CONTENT_LENGTH=JSON_BYTES,
        PROVIDE_AUTOMATIC_OPTIONS=False,
        API_TITLE="Selfward",
        API_VERSION=f"v{PROTOCOL}",
        OPENAPI_VERSION="3.1.0",
        OPENAPI_URL_PREFIX="/v1",
        OPENAPI_JSON_PATH="openapi.json",
    )
    api = Api(app)
    api.spec.components.security_scheme("session", {"type": "http", "scheme": "bearer"})
    return api


def _discard_rest() -> None:
    # A client that is still sending would see a broken connection instead of the reply.
    rest = request.environ["wsgi.input"]
    left = DISCARDED_BYTES
    while left > 0 and (chunk := rest.read(min(left, 64 * 1024))):
        left -= len(chunk)


def _document_error(responses: dict[str, Any], code: str) -> None:
    status = str(CODES[code][0])
    present = responses.get(status)
    responses[status] = {
        "description": f"{present['description']}, {code}" if present else code,
        "content": {"application/json": {"schema": Error}},
    }


def _check_protocol() -> ResponseReturnValue | None:
    if request.environ.get("HTTP_SELFWARD_PROTOCOL") != PROTOCOL:
        raise ApiError("update_needed")
    return None


def _flat(messages: Any, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(messages, dict):
        for name, inner in messages.items():
            yield from _flat(inner, f"{path}.{name}" if path else str(name))
    else:
        yield path or "_schema", " ".join(str(message) for message in messages)
