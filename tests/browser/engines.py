"""Start each engine on an address and end it again; nothing is driven, the page reports by itself."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from glob import glob
from pathlib import Path

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
CHROMIUM_FLAGS = (
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-gpu",
)
FIREFOX_PREFS = """
user_pref("browser.shell.checkDefaultBrowser", false);
user_pref("browser.aboutwelcome.enabled", false);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("app.update.enabled", false);
user_pref("network.captive-portal-service.enabled", false);
user_pref("network.connectivity-service.enabled", false);
"""


@contextmanager
def _process(command: list[str], log: Path, **environment: str) -> Iterator[None]:
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            env={**os.environ, **environment},
        )
        try:
            yield
        finally:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@contextmanager
def chromium(address: str, home: Path) -> Iterator[None]:
    """Headless Chromium with a profile of its own."""
    profile = f"--user-data-dir={home / 'profile'}"
    with _process([CHROMIUM, "--headless", *CHROMIUM_FLAGS, profile, address], home / "chromium.log"):
        yield


@contextmanager
def firefox(address: str, home: Path) -> Iterator[None]:
    """Headless Firefox with a profile of its own."""
    profile = home / "profile"
    profile.mkdir()
    (profile / "user.js").write_text(FIREFOX_PREFS)
    command = ["firefox-esr", "--headless", "--no-remote", "--profile", str(profile), address]
    with _process(command, home / "firefox.log", HOME=str(home)):
        yield


@contextmanager
def webkit(address: str, home: Path) -> Iterator[None]:
    """WebKitGTK's MiniBrowser on a virtual screen."""
    browser = glob("/usr/lib/*/webkit2gtk-4.1/MiniBrowser")[0]
    read, write = os.pipe()
    screen = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "800x600x24", "-nolisten", "tcp", "-noreset"],
        pass_fds=[write],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    os.close(write)
    try:
        display = ":" + os.read(read, 16).decode().strip()
        os.close(read)
        environment = {
            "DISPLAY": display,
            "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1",
            "LIBGL_ALWAYS_SOFTWARE": "1",
            "HOME": str(home),
            "XDG_RUNTIME_DIR": str(home),
        }
        with _process([browser, address], home / "webkit.log", **environment):
            yield
    finally:
        os.killpg(screen.pid, signal.SIGKILL)
        screen.wait()


ENGINES = {"chromium": chromium, "firefox": firefox, "webkit": webkit}
