"""A newer version comes when the person says so, takes no word away, and stays out when it is not whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, Playwright, expect

from tests.journeys import moves
from tests.journeys.built import BUILT, LOSE
from tests.journeys.phone import Phone
from tests.journeys.releases import Releases, build

pytestmark = pytest.mark.browser

LOOK = """() => navigator.serviceWorker.getRegistration()
  .then((one) => one.update()).then(() => true, () => false)"""

WAITING = """() => navigator.serviceWorker.getRegistration().then((one) => one.waiting !== null)"""

RESTING = """() => navigator.serviceWorker.getRegistration().then((one) => one.installing === null)"""

STARTS = "sessionStorage.setItem('starts', Number(sessionStorage.getItem('starts') ?? 0) + 1)"


@dataclass
class Scene:
    """Releases, and the profile of a phone with a journal that runs release 1."""

    playwright: Playwright
    releases: Releases
    profile: Path
    phones: list[Phone] = field(default_factory=list)

    def writing(self, text: str) -> Page:
        """A copy of the phone, in the editor, with a page under way."""
        origin = self.releases.server.origin
        kept = Phone(self.playwright, origin, self.profile)
        copy = kept.copy_profile(self.profile.with_name(f"copy-{len(self.phones)}"))
        phone = Phone(self.playwright, origin, copy)
        self.phones.append(phone)
        page = phone.start()
        page.add_init_script(STARTS)
        phone.open()
        moves.unlock(page)
        moves.today(page)
        moves.write(page, text)
        return page

    def end(self) -> None:
        """End the last phone; nothing may have broken on it."""
        phone = self.phones[-1]
        phone.kill()
        assert phone.errors == []


@pytest.fixture(scope="module")
def first(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    """First run, once for all tests."""
    home = tmp_path_factory.mktemp("update")
    releases = Releases(BUILT, home)
    releases.publish(1)
    phone = Phone(playwright, releases.server.origin, home / "first")
    page = phone.start()
    phone.open()
    moves.first_run(page)
    moves.installed(page)
    phone.kill()
    yield Scene(playwright, releases, phone.profile)
    releases.server.kill()


@pytest.fixture
def scene(first: Scene) -> Iterator[Scene]:
    """Release 1 everywhere."""
    first.releases.publish(1)
    yield first
    for phone in first.phones:
        phone.kill()


def offer(page: Page) -> Locator:
    """The line that says that a newer version waits."""
    return page.get_by_text("A newer version is ready. Your draft is stored first.")


def editor(page: Page) -> Locator:
    """Where a page is written."""
    return page.get_by_role("textbox", name="Your page")


def starts(page: Page) -> int:
    """How often the app has been loaded in this tab."""
    return int(page.evaluate("() => sessionStorage.getItem('starts')"))


def runs(page: Page, number: int) -> None:
    """The page, a file beside it, a chunk of its own and the id in About are of this release."""
    assert page.evaluate("() => document.documentElement.dataset.release") == str(number)
    moves.home(page)
    page.get_by_role("link", name="More").first.click()
    page.get_by_role("link", name="About").click()
    expect(page.get_by_text(build(number), exact=True)).to_be_visible()


def take(page: Page) -> None:
    """Say "now"; ends at the lock of the newer version, loaded once."""
    before = starts(page)
    page.get_by_role("button", name="Now").click()
    moves.locked(page)
    page.wait_for_timeout(300)
    assert starts(page) == before + 1


def test_a_newer_version_waits_for_the_word_and_takes_no_words_away(scene: Scene) -> None:
    """Later leaves all as it is; now stores what was just typed, loads once, and comes back to it."""
    page = scene.writing("Before the update.")
    scene.releases.publish(2)
    assert page.evaluate(LOOK)
    expect(offer(page)).to_be_visible()
    page.get_by_role("button", name="Later").click()
    expect(offer(page)).to_have_count(0)
    expect(editor(page)).to_have_value("Before the update.")
    assert page.evaluate("() => document.documentElement.dataset.release") == "1"
    assert starts(page) == 1

    page.reload()
    moves.unlock(page)
    expect(offer(page)).to_be_visible()
    expect(editor(page)).to_have_value("Before the update.")
    editor(page).press("Control+End")
    editor(page).press_sequentially(" Typed at the last moment.", delay=0)
    take(page)
    moves.unlock(page)
    expect(editor(page)).to_have_value("Before the update. Typed at the last moment.")
    expect(offer(page)).to_have_count(0)
    runs(page, 2)
    scene.end()


def test_a_release_may_be_left_out(scene: Scene) -> None:
    """While one waits the next one comes: the newest is taken, and works without a network."""
    page = scene.writing("Two releases later.")
    scene.releases.publish(2)
    assert page.evaluate(LOOK)
    expect(offer(page)).to_be_visible()
    page.get_by_role("button", name="Later").click()
    scene.releases.publish(3)
    assert page.evaluate(LOOK)
    expect(offer(page)).to_be_visible()
    take(page)
    scene.phones[-1].offline()
    page.reload()
    moves.unlock(page)
    expect(editor(page)).to_have_value("Two releases later.")
    runs(page, 3)
    scene.end()


def test_a_release_that_is_not_whole_stays_out(scene: Scene) -> None:
    """A listed file answers 404: nothing is offered, the old app goes on, and the next whole one comes."""
    page = scene.writing("The old app goes on.")
    scene.releases.publish(2, without="About-")
    page.evaluate(LOOK)
    moves.until(page, lambda: bool(page.evaluate(RESTING)), 15)
    expect(offer(page)).to_have_count(0)
    assert page.evaluate("() => caches.keys()") == [f"shell-{build(1)}"]
    page.reload()
    moves.unlock(page)
    expect(editor(page)).to_have_value("The old app goes on.")
    runs(page, 1)

    scene.releases.publish(3)
    assert page.evaluate(LOOK)
    expect(offer(page)).to_be_visible()
    take(page)
    moves.unlock(page)
    assert page.evaluate("() => caches.keys()") == [f"shell-{build(1)}", f"shell-{build(3)}"]
    runs(page, 3)
    scene.end()


def test_a_hole_that_no_server_can_fill_is_left_behind_with_the_old_release(scene: Scene) -> None:
    """The browser dropped what the server has no more: the next start is the newer release."""
    page = scene.writing("Older than the server.")
    page.get_by_role("button", name="Done").click()
    moves.home(page)
    scene.releases.publish(2)
    page.evaluate(LOSE, "/assets/main-")
    page.reload()
    expect(page.get_by_role("heading", name="One moment")).to_be_attached()
    moves.until(page, lambda: bool(page.evaluate(WAITING)), 15)
    phone = scene.phones[-1]
    phone.kill()

    page = phone.start()
    phone.open()
    moves.unlock(page)
    moves.journal(page)
    expect(page.get_by_text("Older than the server.")).to_be_visible()
    runs(page, 2)
    scene.end()
