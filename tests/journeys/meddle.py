"""Reaching into what a browser has stored, as a fault of the disk or of the browser would."""

from __future__ import annotations

from playwright.sync_api import Page

_IN_STORE = """async ([store, key, bytes]) => {
  const database = await new Promise((done, fail) => {
    const request = indexedDB.open('selfward');
    request.onsuccess = () => done(request.result);
    request.onerror = () => fail(request.error);
  });
  const answer = (request) => new Promise((done, fail) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => fail(request.error);
  });
  const from = (numbers) => new Uint8Array(numbers);
  const transaction = database.transaction(store, 'readwrite');
  const rows = transaction.objectStore(store);
  let result = null;
  if (store === 'named' && bytes === 'delete') await answer(rows.delete(key));
  else if (store === 'named' && bytes) await answer(rows.put(from(bytes), key));
  else if (store === 'named') {
    const row = await answer(rows.get(key));
    result = row ? [...row] : null;
  }
  else if (bytes) {
    const row = await answer(rows.get(from(key)));
    await answer(rows.put({ ...row, local: from(bytes) }));
  }
  else result = (await answer(rows.getAll())).map((row) => [[...row.id], [...row.local]]);
  await new Promise((done) => { transaction.oncomplete = done; transaction.commit?.(); });
  database.close();
  return result;
}"""


def named(page: Page, name: str) -> bytes:
    """A named row of this device; empty when there is none."""
    return bytes(page.evaluate(_IN_STORE, ["named", name, None]) or b"")


def set_named(page: Page, name: str, row: bytes) -> None:
    """Put other bytes in the place of a named row."""
    page.evaluate(_IN_STORE, ["named", name, list(row)])


def drop_named(page: Page, name: str) -> None:
    """Take a named row away."""
    page.evaluate(_IN_STORE, ["named", name, "delete"])


def objects(page: Page) -> dict[bytes, bytes]:
    """The envelope of every object on this device, by id."""
    rows = page.evaluate(_IN_STORE, ["objects", None, None])
    return {bytes(key): bytes(envelope) for key, envelope in rows}


def set_object(page: Page, key: bytes, envelope: bytes) -> None:
    """Put other bytes in the place of an object's envelope."""
    page.evaluate(_IN_STORE, ["objects", list(key), list(envelope)])


def flipped(data: bytes, at: int) -> bytes:
    """The same bytes but for one bit."""
    return data[:at] + bytes((data[at] ^ 1,)) + data[at + 1 :]


def used(page: Page) -> int:
    """Bytes the browser counts as used by this app, once it has come to a figure."""
    before: dict[str, int] = {}
    for _ in range(20):
        now = page.evaluate("navigator.storage.estimate().then(({ usageDetails }) => usageDetails)")
        if now == before and "indexedDB" in now:
            return sum(now.values())
        before = now
        page.wait_for_timeout(500)
    raise AssertionError("the browser came to no figure")
