"""Headers of every reply: nothing inline, nothing from elsewhere, no script sink without a policy."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

Headers = list[tuple[str, str]]

KDF_WORKER = "/assets/kdf.worker-"

_CONTENT = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' blob:",
    "media-src": "'self' blob:",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "worker-src": "'self'",
    "font-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'none'",
    "frame-ancestors": "'none'",
    "require-trusted-types-for": "'script'",
    "trusted-types": "selfward",
}

_ALWAYS = [
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    (
        "Permissions-Policy",
        "camera=(self), microphone=(self), publickey-credentials-create=(self), "
        "publickey-credentials-get=(self), accelerometer=(), browsing-topics=(), display-capture=(), "
        "geolocation=(), gyroscope=(), hid=(), idle-detection=(), magnetometer=(), midi=(), payment=(), "
        "serial=(), usb=()",
    ),
]


class SecurityHeaders:
    """WSGI middleware that adds the headers. origin: of the server; HSTS goes out on https alone.

    The lists are made once and only joined per reply, because half of all replies are an idle 304.
    """

    def __init__(self, app: Callable[..., Iterable[bytes]], origin: str) -> None:
        self._app = app
        always = [*_ALWAYS]
        if origin.startswith("https://"):
            always.append(("Strict-Transport-Security", "max-age=63072000"))
        self._page: Headers = [*always, ("Content-Security-Policy", policy())]
        self._api: Headers = [*self._page, ("Cache-Control", "no-store")]
        # Argon2id is WebAssembly; a worker has the policy of its own script, so only this one may compile.
        self._kdf: Headers = [
            *always,
            ("Content-Security-Policy", policy(**{"script-src": "'self' 'wasm-unsafe-eval'"})),
        ]

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Pass the request on and add the headers to its reply."""
        path = environ["PATH_INFO"]
        if path.startswith("/v1/"):
            more = self._api
        elif path.startswith(KDF_WORKER) and path.endswith(".js"):
            more = self._kdf
        else:
            more = self._page

        def started(line: str, headers: Headers, exc_info: Any = None) -> Any:
            return start_response(line, headers + more, exc_info)

        return self._app(environ, started)


def policy(**changed: str) -> str:
    """The content security policy, with directives replaced."""
    return "; ".join(f"{name} {value}" for name, value in {**_CONTENT, **changed}.items())
