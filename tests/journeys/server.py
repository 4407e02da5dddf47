"""The server as `./run` starts it, in a process group that a test can kill."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parents[2]


class Server:
    """A served app and API on a loopback port that stays the same over restarts."""

    def __init__(self, home: Path, **settings: str) -> None:
        home.mkdir(parents=True, exist_ok=True)
        self.home = home
        self.database = home / "selfward.sqlite3"
        self.log = home / "server.log"
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self.origin = f"http://localhost:{self.port}"
        self._settings = settings
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start, unless it runs, and wait until it answers."""
        if self._process is not None:
            return
        environment = {
            **os.environ,
            "SELFWARD_DATABASE_URL": f"sqlite:///{self.database}",
            "SELFWARD_ORIGIN": self.origin,
            "SELFWARD_SECRET_FILE": str(self.home / "secret"),
            **self._settings,
        }
        with self.log.open("ab") as output:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "server.serve", "--port", str(self.port)],
                cwd=ROOT,
                env=environment,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        end = time.monotonic() + 30
        while time.monotonic() < end:
            try:
                with urlopen(f"http://127.0.0.1:{self.port}/v1/health", timeout=1):
                    return
            except OSError:
                if self._process.poll() is not None:
                    break
                time.sleep(0.05)
        raise RuntimeError(f"the server did not start:\n{self.log.read_text()[-2000:]}")

    def kill(self) -> None:
        """End the whole process group at once, as a power cut would."""
        if self._process is None:
            return
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._process = None
