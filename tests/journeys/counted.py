"""How much effort a journey takes: taps that land, keys that are typed, seconds on the clock."""

from __future__ import annotations

import time
from collections.abc import Callable

from playwright.sync_api import Page

_COUNT = """() => {
  window.__hand = { taps: 0, keys: 0 };
  addEventListener('pointerdown', () => { window.__hand.taps += 1; }, true);
  addEventListener('keydown', () => { window.__hand.keys += 1; }, true);
}"""


class Effort:
    """Counts from now on what reaches this page; a page that is loaded anew is to be counted anew."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._start_s = time.monotonic()
        page.evaluate(_COUNT)

    @property
    def taps(self) -> int:
        """Touches of the screen."""
        return int(self._page.evaluate("window.__hand.taps"))

    @property
    def keys(self) -> int:
        """Keys pressed."""
        return int(self._page.evaluate("window.__hand.keys"))

    @property
    def seconds(self) -> float:
        """How long it has been."""
        return time.monotonic() - self._start_s

    def tell(self, what: str, record: Callable[[str, object], None]) -> None:
        """Print the figures and keep them with the test's result."""
        figures = {"taps": self.taps, "keys": self.keys, "seconds": round(self.seconds, 1)}
        for name, value in figures.items():
            record(f"{what} {name}", value)
        print(f"{what}: {figures}")
