"""The server as `./run` starts it, which a test can kill."""

from __future__ import annotations

from pathlib import Path

from tests.serving import Serving, free_port


class Server(Serving):
    """A served app and API on a loopback port that stays the same over restarts."""

    def __init__(self, home: Path, **settings: str) -> None:
        home.mkdir(parents=True, exist_ok=True)
        port = free_port()
        self.home = home
        self.database = home / "selfward.sqlite3"
        self.origin = f"http://localhost:{port}"
        environment = {
            "SELFWARD_DATABASE_URL": f"sqlite:///{self.database}",
            "SELFWARD_ORIGIN": self.origin,
            "SELFWARD_SECRET_FILE": str(home / "secret"),
            **settings,
        }
        arguments = ["-m", "server.serve", "--port", str(port)]
        super().__init__(arguments, port, home / "server.log", **environment)
