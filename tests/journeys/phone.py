"""A person's phone: Chromium with a profile that survives, and the few moves every journey makes."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
from pathlib import Path
from typing import Any

import psutil
from playwright.sync_api import BrowserContext, Page, Playwright

from tests.browser.engines import CHROMIUM, CHROMIUM_FLAGS


class Phone:
    """One browser profile. `kill` ends every process of it without a goodbye; `start` opens it again."""

    def __init__(
        self, playwright: Playwright, origin: str, profile: Path, *, dark: bool = False, width: int = 360
    ) -> None:
        self._playwright = playwright
        self.origin = origin
        self.profile = profile
        device = playwright.devices["Pixel 7" if width < 700 else "Desktop Chrome"]
        self._options: dict[str, Any] = {
            "user_agent": device["user_agent"],
            "viewport": {"width": width, "height": 740},
            "device_scale_factor": 2,
            "is_mobile": width < 700,
            "has_touch": width < 700,
            "color_scheme": "dark" if dark else "light",
            "locale": "en-GB",
            "timezone_id": "Europe/London",
        }
        self.context: BrowserContext | None = None
        self.errors: list[str] = []

    def start(self) -> Page:
        """Open the browser on this profile; the page is not yet anywhere."""
        # Chromium leaves its lock behind when it is killed
        for lock in self.profile.glob("Singleton*"):
            lock.unlink(missing_ok=True)
        self.context = self._playwright.chromium.launch_persistent_context(
            str(self.profile), executable_path=CHROMIUM, args=list(CHROMIUM_FLAGS), **self._options
        )
        self.context.set_default_timeout(45_000)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        return self.page

    @property
    def page(self) -> Page:
        """The first tab."""
        assert self.context is not None
        return self.context.pages[0]

    def open(self, path: str = "/") -> Page:
        """Go to a place of the app."""
        self.page.goto(self.origin + path)
        return self.page

    def offline(self, on: bool = True) -> None:
        """Take the network away, from pages, workers and the service worker; or give it back."""
        assert self.context is not None
        self.context.set_offline(on)

    def kill(self) -> None:
        """kill -9 of every process of this profile."""
        if self.context is None:
            return
        mark = f"--user-data-dir={self.profile}"
        for process in psutil.process_iter(["cmdline"]):
            if any(mark in part for part in process.info["cmdline"] or []):
                try:
                    os.kill(process.pid, signal.SIGKILL)
                except ProcessLookupError:
                    continue
        # the browser is gone, which is what was wanted; only the driver's side is left to close
        with contextlib.suppress(Exception):
            self.context.close()
        self.context = None

    def copy_profile(self, to: Path) -> Path:
        """A copy of everything the browser has stored."""
        return Path(shutil.copytree(self.profile, to, ignore=shutil.ignore_patterns("Singleton*")))
