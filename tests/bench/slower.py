"""A processor slowed down: for the page alone, as developer tools do it, or for everything behind a page."""

from __future__ import annotations

import contextlib
import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
from playwright.sync_api import CDPSession, Page

SLOWER = 4
RUN_S = 0.003
"""How long a renderer runs in one go before it waits three times as long."""


def slow_page(page: Page) -> None:
    """The page's own thread at a quarter of its speed. Workers are not slowed: Chromium can't."""
    session: CDPSession = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})


@contextmanager
def slow_renderers(profile: Path) -> Iterator[None]:
    """Page, workers and key derivation of this profile at a quarter: stopped and continued, over and over."""
    renderers = _renderers(profile)
    ended = threading.Event()

    def take_turns() -> None:
        while not ended.is_set():
            _tell(renderers, signal.SIGSTOP)
            time.sleep(RUN_S * (SLOWER - 1))
            _tell(renderers, signal.SIGCONT)
            time.sleep(RUN_S)

    turns = threading.Thread(target=take_turns, daemon=True)
    turns.start()
    try:
        yield
    finally:
        ended.set()
        turns.join()


def _renderers(profile: Path) -> list[int]:
    """The processes that run this profile's pages and workers."""
    mark = f"--user-data-dir={profile}"
    browsers = [one for one in psutil.process_iter(["cmdline"]) if mark in (one.info["cmdline"] or [])]
    children = {child.pid: child for one in browsers for child in one.children(recursive=True)}
    return [pid for pid, child in children.items() if "--type=renderer" in child.cmdline()]


def _tell(processes: list[int], what: signal.Signals) -> None:
    for pid in processes:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, what)
