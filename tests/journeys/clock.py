"""The clock on the wall, as a page and its workers see it."""

from __future__ import annotations

from playwright.sync_api import Page

MINUTE_MS = 60_000
DAY_MS = 24 * 60 * MINUTE_MS
YEAR_MS = 365 * DAY_MS

_SET = """(ms) => {
  globalThis.trueNow ??= Date.now.bind(Date);
  Date.now = () => globalThis.trueNow() + ms;
}"""


def put(page: Page, ms: int) -> None:
    """Put the clock this far ahead of the true time (or behind), in the page and every worker it has now."""
    page.evaluate(_SET, ms)
    for worker in page.workers:
        worker.evaluate(_SET, ms)


_SEEN = """(state) => {
  Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
  document.dispatchEvent(new Event('visibilitychange'));
  return document.querySelector('dialog.coverpage').open;
}"""


def hide(page: Page) -> bool:
    """What the browser tells a page that goes out of sight. Whether it is covered when the event is over."""
    return bool(page.evaluate(_SEEN, "hidden"))


def show(page: Page) -> bool:
    """The same for one that comes back. Whether it is still covered when the event is over."""
    return bool(page.evaluate(_SEEN, "visible"))
