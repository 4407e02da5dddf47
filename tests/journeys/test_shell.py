"""The shell: what makes the app installable, there without a network, and shut to everything else."""

from __future__ import annotations

import json
import os
import re
import struct
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import ConsoleMessage, Page, Playwright, Response, expect

from tests.journeys import moves
from tests.journeys.phone import Phone
from tests.journeys.server import ROOT, Server

pytestmark = pytest.mark.browser

BUILT = Path(os.environ.get("SELFWARD_STATIC_DIR", ROOT / "pwa/dist"))

PREFERENCES = {"theme", "text", "letters", "cover", "name"}

TELL = "addEventListener('securitypolicyviolation', (e) => console.error('policy:', e.violatedDirective))"
PROVOKE = "() => { try { document.body.innerHTML = '<b>x</b>'; } catch (refused) { return refused.name; } }"

CACHED = """async () => {
  const names = await caches.keys();
  const lists = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
  return lists.flat().map((request) => new URL(request.url).pathname).sort();
}"""

LOSE = """async (pattern) => {
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      if (new RegExp(pattern).test(new URL(request.url).pathname)) await cache.delete(request);
    }
  }
}"""


def built_files() -> list[str]:
    """The addresses of everything that was built, but for the service worker itself."""
    files = [f"/{path.relative_to(BUILT)}" for path in BUILT.rglob("*") if path.is_file()]
    plain = [name for name in files if not name.endswith((".br", ".gz")) and name != "/sw.js"]
    return sorted("/" if name == "/index.html" else name for name in plain)


def welcome(page: Page) -> None:
    """Wait until the app itself is on the screen."""
    expect(page.get_by_role("button", name="Look around first")).to_be_visible()


def visited(phone: Callable[..., Phone]) -> Phone:
    """A phone that was here once, online."""
    one = phone()
    welcome(one.open())
    moves.installed(one.page)
    return one


def png_size(path: Path) -> str:
    """Width and height in pixels, as a manifest writes them."""
    return "{}x{}".format(*struct.unpack(">II", path.read_bytes()[16:24]))


@pytest.mark.parametrize("name", ["usual", "kettle"])
def test_the_app_can_be_installed_under_either_name(phone: Callable[..., Phone], name: str) -> None:
    """Chromium has nothing against it; both names are the same app."""
    one = visited(phone)
    one.page.evaluate("(name) => localStorage.setItem('name', name)", name)
    one.page.reload()
    welcome(one.page)
    devtools = one.page.context.new_cdp_session(one.page)
    found = devtools.send("Page.getAppManifest")
    refused = devtools.send("Page.getInstallabilityErrors")["installabilityErrors"]
    identity = devtools.send("Page.getAppId")
    assert found["errors"] == []
    assert json.loads(found["data"])["name"] == {"usual": "Selfward", "kettle": "Kettle"}[name]
    assert [error["errorId"] for error in refused if error["errorId"] != "in-incognito"] == []
    assert identity["appId"] == f"{one.origin}/"


@pytest.mark.parametrize("name", ["manifest", "kettle"])
def test_each_icon_is_there_in_the_size_it_is_said_to_have(name: str) -> None:
    """Also those of the shortcuts; a maskable one and both sizes that Android asks for are among them."""
    manifest = json.loads((BUILT / f"{name}.webmanifest").read_text())
    icons = manifest["icons"] + [icon for shortcut in manifest["shortcuts"] for icon in shortcut["icons"]]
    for icon in icons:
        path = BUILT / icon["src"].lstrip("/")
        if icon["type"] == "image/png":
            assert png_size(path) == icon["sizes"], icon["src"]
        else:
            assert "<svg" in path.read_text(), icon["src"]
    assert {"192x192", "512x512"} <= {icon["sizes"] for icon in icons}
    assert "maskable" in {icon.get("purpose") for icon in icons}


def test_one_visit_is_enough_to_start_without_a_network(phone: Callable[..., Phone]) -> None:
    """Every built file is kept; a cold start offline opens the app, whatever the address."""
    one = visited(phone)
    assert one.page.evaluate(CACHED) == built_files()
    one.kill()

    page = one.start()
    one.offline()
    one.open()
    welcome(page)
    one.open("/entry/none")
    welcome(page)
    assert page.evaluate("() => fetch('/v1/info').then(() => 'answered', () => 'no answer')") == "no answer"
    one.offline(False)
    assert page.evaluate("() => fetch('/v1/info').then((reply) => reply.status)") == 200
    assert [path for path in page.evaluate(CACHED) if path.startswith("/v1")] == []
    assert one.errors == []


@pytest.mark.parametrize("lost", ["^/$", "/assets/(main|style|vault)", "."])
def test_a_shell_with_holes_mends_itself(phone: Callable[..., Phone], lost: str) -> None:
    """The browser dropped the page, some files or all of them: the app opens and is whole again."""
    one = visited(phone)
    one.page.evaluate(LOSE, lost)
    assert one.page.evaluate(CACHED) != built_files()
    one.kill()

    page = one.start()
    one.open()
    welcome(page)
    moves.until(page, lambda: bool(page.evaluate(CACHED) == built_files()), 15)
    one.offline()
    page.reload()
    welcome(page)
    assert one.errors == []


def test_a_lost_page_without_a_network_says_what_to_do(phone: Callable[..., Phone]) -> None:
    """No white screen: words that say nothing is lost, and the app itself once there is a connection."""
    one = visited(phone)
    one.page.evaluate(LOSE, "^/$")
    one.offline()
    one.page.reload()
    expect(one.page.get_by_role("heading", name="No connection")).to_be_visible()
    expect(one.page.get_by_text("What you wrote is kept.")).to_be_visible()
    one.offline(False)
    one.page.reload()
    welcome(one.page)


@dataclass
class Walk:
    """What a whole walk left behind and what was seen on the way."""

    origin: str
    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    by_worker: list[str] = field(default_factory=list)
    kept: dict[str, str] = field(default_factory=dict)
    cookies: list[Any] = field(default_factory=list)
    cached: list[str] = field(default_factory=list)
    provoked: list[str] = field(default_factory=list)

    def note_console(self, said: ConsoleMessage) -> None:
        """Keep what the browser calls an error."""
        if said.type == "error":
            self.complaints.append(said.text)

    def note_reply(self, reply: Response) -> None:
        """Keep the addresses for which the service worker answered."""
        if reply.from_service_worker:
            self.by_worker.append(reply.url)


@pytest.fixture(scope="module")
def walk(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walk]:
    """First run, write, name a part, search, connect, lock, unlock; once for all tests."""
    home = tmp_path_factory.mktemp("shell")
    server = Server(home / "server")
    server.start()
    one = Phone(playwright, server.origin, home / "one")
    walk = Walk(server.origin)
    page = one.start()
    assert one.context is not None
    one.context.add_init_script(TELL)
    one.context.on("console", walk.note_console)
    one.context.on("request", lambda request: walk.requests.append(request.url))
    one.context.on("response", walk.note_reply)
    one.open()
    moves.first_run(page)
    moves.installed(page)
    page.reload()
    moves.unlock(page)
    moves.today(page)
    moves.write(page, "A heron stood in the river.")
    page.get_by_role("button", name="Done").click()
    moves.home(page)
    moves.tab(page, "Parts")
    moves.name_part(page, "The Watcher")
    moves.home(page)
    moves.tab(page, "Journal")
    page.get_by_role("searchbox").fill("heron")
    expect(page.get_by_role("main").get_by_role("listitem")).to_have_count(1)
    moves.connect(page)
    moves.up_to_date(page)
    moves.lock(page)
    moves.unlock(page)
    walk.kept = page.evaluate("() => ({ ...localStorage, ...sessionStorage })")
    walk.cookies = [*one.context.cookies()]
    walk.cached = page.evaluate(CACHED)
    walk.complaints += one.errors
    before = len(walk.complaints)
    assert page.evaluate(PROVOKE) == "TypeError"
    page.wait_for_timeout(200)
    walk.provoked, walk.complaints = walk.complaints[before:], walk.complaints[:before]
    yield walk
    one.kill()
    server.kill()


def test_nothing_breaks_the_policy(walk: Walk) -> None:
    """No script sink, inline style or foreign address was even tried, and nothing else went wrong."""
    assert walk.complaints == []
    assert "policy: require-trusted-types-for" in walk.provoked, "nobody would have heard"


def test_nothing_is_asked_of_anybody_else(walk: Walk) -> None:
    """Every request of pages and workers went to the app's own origin."""
    assert len(walk.requests) > 20
    own = (f"{walk.origin}/", f"blob:{walk.origin}/")
    assert [url for url in walk.requests if not url.startswith(own)] == []


def test_the_worker_answers_and_keeps_files_only(walk: Walk) -> None:
    """Not one answer of the API came through it or lies in its cache, while the shell did and does."""
    assert f"{walk.origin}/look.js" in walk.by_worker
    assert [url for url in walk.by_worker if "/v1" in url] == []
    assert any(url.startswith(f"{walk.origin}/v1/") for url in walk.requests)
    assert walk.cached == built_files()


def test_only_preferences_lie_in_the_open(walk: Walk) -> None:
    """No cookie, and nothing beside the look of the app in local or session storage."""
    assert set(walk.kept) <= PREFERENCES
    assert walk.cookies == []


def test_what_is_served_carries_the_headers(server: Server) -> None:
    """The page, a file, the API: locked up; WebAssembly for the key derivation alone."""
    kdf = next((BUILT / "assets").glob("kdf.worker-*.js"))
    script = next((BUILT / "assets").glob("main-*.js"))
    headers = {
        path: urllib.request.urlopen(server.origin + path).headers
        for path in ("/", "/sw.js", f"/assets/{script.name}", f"/assets/{kdf.name}", "/v1/health")
    }
    for path, sent in headers.items():
        policy = dict(one.split(" ", 1) for one in sent["Content-Security-Policy"].split("; "))
        assert policy["default-src"] == "'none'", path
        assert policy["require-trusted-types-for"] == "'script'", path
        assert policy["trusted-types"] == "selfward", path
        assert policy["frame-ancestors"] == "'none'", path
        compiles = " 'wasm-unsafe-eval'" if "kdf.worker" in path else ""
        assert policy.pop("script-src") == f"'self'{compiles}", path
        assert not re.search("unsafe|http|data:", " ".join(policy.values())), path
        assert sent["X-Content-Type-Options"] == "nosniff", path
        assert sent["Referrer-Policy"] == "no-referrer", path
        assert sent["Cross-Origin-Opener-Policy"] == "same-origin", path
        assert sent["Cross-Origin-Resource-Policy"] == "same-origin", path
        assert "geolocation=()" in sent["Permissions-Policy"], path
        assert "Set-Cookie" not in sent, path
    assert headers["/"]["Cache-Control"] == headers["/sw.js"]["Cache-Control"] == "no-cache"
    assert "immutable" in headers[f"/assets/{script.name}"]["Cache-Control"]
    assert headers["/v1/health"]["Cache-Control"] == "no-store"
