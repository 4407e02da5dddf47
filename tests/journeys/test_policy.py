"""Nothing from elsewhere, nothing inline, nothing left in the open: seen over a whole walk."""

from __future__ import annotations

import re
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import ConsoleMessage, Playwright, Response, expect

from tests.journeys import moves
from tests.journeys.built import BUILT, CACHED, built_files
from tests.journeys.phone import Phone
from tests.journeys.server import Server

pytestmark = pytest.mark.browser

PREFERENCES = {"theme", "text", "letters", "cover", "name"}

TELL = "addEventListener('securitypolicyviolation', (e) => console.error('policy:', e.violatedDirective))"
PROVOKE = "() => { try { document.body.innerHTML = '<b>x</b>'; } catch (refused) { return refused.name; } }"


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
