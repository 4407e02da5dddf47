"""The shell: what makes the app installable, and there without a network or with holes."""

from __future__ import annotations

import json
import struct
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import moves
from tests.journeys.built import BUILT, CACHED, LOSE, built_files
from tests.journeys.phone import Phone

pytestmark = pytest.mark.browser


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
    expected = {"usual": "Selfward", "kettle": "Kettle"}[name]
    # The browser reads the manifest anew in its own time after the page has chosen another one.
    moves.until(
        one.page, lambda: json.loads(devtools.send("Page.getAppManifest")["data"])["name"] == expected
    )
    found = devtools.send("Page.getAppManifest")
    refused = devtools.send("Page.getInstallabilityErrors")["installabilityErrors"]
    identity = devtools.send("Page.getAppId")
    assert found["errors"] == []
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


@pytest.mark.parametrize("lost", ["^/$|^/assets/(main|style|vault)", "."])
def test_a_shell_with_holes_mends_itself(phone: Callable[..., Phone], lost: str) -> None:
    """The browser dropped some files or all of them: the app opens and is whole again."""
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
