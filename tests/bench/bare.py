"""A WSGI application that does nothing, under granian: what one request costs before any of ours."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable
from typing import Any


def app(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer 304 to everything."""
    environ["wsgi.input"].read()
    start_response("304 Not Modified", [("ETag", '"x"')])
    return [b""]


def main() -> None:
    """Serve until killed."""
    from granian import Granian
    from granian.constants import Interfaces

    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    port = parser.parse_args().port
    Granian(
        "tests.bench.bare:app", address="127.0.0.1", port=port, interface=Interfaces.WSGI, workers=1
    ).serve()


if __name__ == "__main__":
    main()
