"""The vault worker of a page, asked what the page itself could ask it."""

from __future__ import annotations

import itertools
from typing import Any

from playwright.sync_api import Page

_NUMBERS = itertools.count(1)

# Numbers below zero are never the page's own; the answer stays here.
_ASK = """([n, method, input]) => new Promise((done, fail) => {
  const post = self.postMessage;
  self.postMessage = (message, ...rest) => {
    if (message?.n !== n) return post.call(self, message, ...rest);
    self.postMessage = post;
    if ('error' in message) fail(new Error(message.error.code));
    else done(message.result);
  };
  self.dispatchEvent(new MessageEvent('message', { data: { n, method, input } }));
})"""


def ask(page: Page, method: str, **wanted: object) -> Any:
    """The answer of one method (rpc/api.ts). The page is not told and sees changes when it asks."""
    (worker,) = [one for one in page.workers if "/vault.worker" in one.url]
    return worker.evaluate(_ASK, [-next(_NUMBERS), method, wanted or None])


def add(page: Page, kind: str, /, **fields: object) -> str:
    """A new note of this type; returns its id."""
    return str(ask(page, "saveNote", type=kind, id=None, lv=0, fields=fields)["id"])


def notes(page: Page, kind: str) -> list[dict[str, Any]]:
    """The notes of one type that are not in the bin, oldest first."""
    found: list[dict[str, Any]] = ask(page, "notes", type=kind)
    return found
