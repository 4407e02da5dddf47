"""The build that is tested, and what of it a browser keeps."""

from __future__ import annotations

import os
from pathlib import Path

from tests.serving import ROOT

BUILT = Path(os.environ.get("SELFWARD_STATIC_DIR", ROOT / "pwa/dist"))

CACHED = """async () => {
  const names = await caches.keys();
  const lists = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
  return lists.flat().map((request) => new URL(request.url).pathname).sort();
}"""
"""Script: the address of everything in Cache Storage, sorted."""

LOSE = """async (pattern) => {
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      if (new RegExp(pattern).test(new URL(request.url).pathname)) await cache.delete(request);
    }
  }
}"""
"""Script: drop what matches from Cache Storage, as browsers short of room do."""


def built_files() -> list[str]:
    """The addresses of everything that was built, but for the service worker itself."""
    files = [f"/{path.relative_to(BUILT)}" for path in BUILT.rglob("*") if path.is_file()]
    plain = [name for name in files if not name.endswith((".br", ".gz")) and name != "/sw.js"]
    return sorted("/" if name == "/index.html" else name for name in plain)
