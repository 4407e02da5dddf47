"""Two devices that note things offline: all of both is there afterwards, and nothing newer is rewritten.

What is typed on two devices is told in test_parts, test_pages, test_drawing and test_map.
Here notes of all kinds go through two vaults at once, and the screens show what came of it.
"""

from __future__ import annotations

import re
import sqlite3
import time
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Error, Page, expect

from crypto.encoding import unb64
from sync.record import Record
from tests.journeys import elsewhere, meddle, moves, vault
from tests.journeys.journal import Journal
from tests.journeys.phone import Phone

pytestmark = pytest.mark.browser

Pair = tuple[Phone, Phone]


@pytest.fixture(scope="module")
def pair(begun: Journal) -> Iterator[Pair]:
    """Two devices of one journal, both up to date and in sight."""
    begun.server.start()
    one, page = begun.open(connected=True)
    two = begun.fresh()
    moves.sign_in(two.page, begun.login)
    assert page is one.page
    yield one, two
    begun.put_away()


def sync(*phones: Phone) -> None:
    """A round on each, one after the other."""
    for phone in phones:
        state = vault.ask(phone.page, "sync")
        assert state["state"] == "up_to_date", state


def apart(one: Phone, two: Phone) -> None:
    """Both know the same; then both are without a network."""
    sync(one, two, one)
    for phone in (one, two):
        phone.offline()


def together(one: Phone, two: Phone) -> None:
    """The network comes back, and each hears of the other."""
    for phone in (one, two):
        phone.offline(False)
    sync(one, two, one)


def everything(page: Page, part: str, drawing: str, dialogue: str) -> dict[str, Any]:
    """What a device knows of what both noted, in a form that can be compared."""
    known = vault.ask(page, "partPage", id=part)
    permissions = [note for note in known["notes"] if note["type"] == "permission"]
    talk = vault.ask(page, "entry", id=dialogue)
    return {
        "trust": sorted(one["trust"] for one in known["readings"]),
        "doors": sorted((one["scope"], one["answer"]) for one in permissions),
        "map": vault.ask(page, "positions"),
        "said": sorted(zip(talk["text"].split("\n"), talk["who"], strict=True)),
        "strokes": sorted(vault.ask(page, "entry", id=drawing)["k"]),
    }


def save_page(page: Page, entry: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """Saves a page with these things changed."""
    saved = {name: entry[name] for name in ("id", "lv", "text", "who", "parts")}
    vault.ask(page, "saveEntry", **{**saved, **changes})
    found: dict[str, Any] = vault.ask(page, "entry", id=entry["id"])
    return found


def stroke(at: int) -> dict[str, Any]:
    """A short line somewhere on the paper."""
    return {"o": at, "c": 0, "w": 8, "p": [at, at, 40, 0, 40, 30]}


def test_everything_both_devices_noted_offline_is_there_on_both(pair: Pair) -> None:
    """Readings, permissions, places on the map, lines of a dialogue, strokes of a drawing."""
    one, two = pair
    page = one.page
    part, other = (vault.add(page, "part", name=name) for name in ("The Gatekeeper", "The small one"))
    talk = vault.ask(page, "newEntry", parts=[part], fields={"kind": "dialogue"})
    save_page(page, talk, text="Are you there?", who=["self"])
    drawing = vault.ask(page, "newEntry", parts=[], fields={"kind": "drawing"})
    save_page(page, drawing, fields={"k": {"shared": stroke(9)}})
    apart(one, two)

    now_ms = int(time.time() * 1000)
    for n, (phone, scope, moved) in enumerate(((one, "show", part), (two, "connect", other))):
        here = phone.page
        vault.add(here, "reading", of=part, at_ms=now_ms + n, trust=3 + n)
        asked = {"part": part, "about": other, "scope": scope, "at_ms": now_ms + n}
        vault.add(here, "permission", answer="yes_if", near="from the doorway", **asked)
        vault.ask(here, "savePositions", at={moved: [100 + n, 200 + n]})
        said = vault.ask(here, "entry", id=talk["id"])
        save_page(here, said, text=f"{said['text']}\nSaid on phone {n}.", who=[*said["who"], part])
        drawn = vault.ask(here, "entry", id=drawing["id"])
        save_page(here, drawn, fields={"k": {**drawn["k"], f"line{n}": stroke(n)}})
    together(one, two)

    seen = [everything(phone.page, part, drawing["id"], talk["id"]) for phone in (one, two)]
    assert seen[0] == seen[1]
    assert seen[0]["trust"] == [3, 4]
    assert seen[0]["doors"] == [("connect", "yes_if"), ("show", "yes_if")]
    assert {part: [100, 200], other: [101, 201]}.items() <= seen[0]["map"].items()
    assert [words for words, _ in seen[0]["said"]] == [
        "Are you there?",
        "Said on phone 0.",
        "Said on phone 1.",
    ]
    assert {who for _, who in seen[0]["said"]} == {"self", part}
    assert seen[0]["strokes"] == ["line0", "line1", "shared"]
    for phone in (one, two):
        open_at(phone, f"/part/{part}")
        expect(phone.page.get_by_role("heading", name="The Gatekeeper", level=1)).to_be_visible()
        open_at(phone, "/parts/map")
        expect(phone.page.get_by_role("button", name=re.compile("^The small one"))).to_be_visible()
        assert phone.errors == []


def test_a_part_let_go_here_and_linked_there_stays_named(pair: Pair) -> None:
    """A relation, a challenge and a page of the other device still name it; it can be brought back."""
    one, two = pair
    part, friend = (vault.add(one.page, "part", name=name) for name in ("The Runner", "The Anchor"))
    apart(one, two)

    vault.ask(one.page, "bin", id=part)
    (challenge, *_) = vault.notes(two.page, "challenge")
    both = [*challenge["parts"], part]
    known = {"type": "challenge", "id": challenge["id"], "lv": challenge["lv"]}
    vault.ask(two.page, "saveNote", **known, fields={"parts": both})
    line = vault.add(two.page, "relation", kind="tug", a=part, b=friend)
    vault.add(two.page, "reading", of=line, tension=6, at_ms=int(time.time() * 1000))
    written = vault.ask(two.page, "newEntry", parts=[part])
    save_page(two.page, written, text="It ran again.")
    together(one, two)

    for phone in (one, two):
        page = phone.page
        assert vault.ask(page, "note", id=part)["binned"]
        assert vault.ask(page, "note", id=challenge["id"])["parts"] == both
        assert vault.ask(page, "entry", id=written["id"])["parts"] == [part]
        assert [note["id"] for note in vault.ask(page, "about", id=part) if note["type"] == "relation"] == [
            line
        ]
        open_at(phone, f"/path/{challenge['id']}")
        expect(page.get_by_text("What has to happen before?").first).to_be_visible()
        open_at(phone, "/parts/map")
        expect(page.get_by_role("button", name=re.compile("^The Anchor"))).to_be_visible()
        open_at(phone, f"/part/{part}")
        expect(page.get_by_role("heading", name="The Runner", level=1)).to_be_visible()
        assert phone.errors == []
    vault.ask(one.page, "restore", id=part)
    sync(one, two)
    assert not vault.ask(two.page, "note", id=part)["binned"]


def test_two_that_became_one_here_and_were_asked_there_keep_both_histories(pair: Pair) -> None:
    """What the other device noted of the one that was merged counts for the one that stands for both."""
    one, two = pair
    kept, gone = (vault.add(one.page, "part", name=name) for name in ("The Judge", "The Ruler"))
    apart(one, two)

    merged = vault.ask(one.page, "note", id=gone)
    known = {"type": "part", "id": gone, "lv": merged["lv"]}
    vault.ask(one.page, "saveNote", **known, fields={"mergedInto": kept})
    now_ms = int(time.time() * 1000)
    reading = vault.add(two.page, "reading", of=gone, trust=5, at_ms=now_ms)
    worry = vault.add(two.page, "concern", part=gone, words="That nobody keeps order.", at_ms=now_ms)
    renamed = vault.ask(two.page, "note", id=gone)
    vault.ask(two.page, "saveNote", **{**known, "lv": renamed["lv"]}, fields={"job": "It keeps order."})
    together(one, two)

    for phone in (one, two):
        known_now = vault.ask(phone.page, "partPage", id=kept)
        assert [note["id"] for note in known_now["readings"]] == [reading]
        assert worry in [note["id"] for note in known_now["notes"]]
        part = vault.ask(phone.page, "note", id=gone)
        assert (part["mergedInto"], part["job"]) == (kept, "It keeps order.")
        open_at(phone, f"/part/{kept}")
        expect(phone.page.get_by_text("That nobody keeps order.").first).to_be_visible()
        assert phone.errors == []


def from_tomorrow(ids: list[str]) -> elsewhere.Rewrite:
    """These records as a newer app may write them: version 2, with a member nobody here knows."""

    def newer(value: Record) -> Record | None:
        if value["id"] not in ids:
            return None
        return {**elsewhere.with_fields(value, tomorrow={"x": 1}), "v": 2}

    return newer


def three_kinds(page: Page) -> list[str]:
    """A part, a challenge and a page."""
    part = vault.add(page, "part", name="The Newcomer", job="It looks ahead.")
    challenge = vault.add(page, "challenge", words="Something from tomorrow", parts=[part])
    entry = vault.ask(page, "newEntry", parts=[part])
    save_page(page, entry, text="Written tomorrow.")
    return [part, challenge, entry["id"]]


def test_what_a_newer_app_wrote_here_is_shown_and_never_rewritten(pair: Pair, begun: Journal) -> None:
    """The app was put back to an older one: everything can be read, no change is taken, no byte moves."""
    one, two = pair
    page = one.page
    ids = part, challenge, entry = three_kinds(page)
    apart(one, two)
    one.offline(False)
    login = (begun.server.origin, begun.login, begun.kit.passphrase)
    newer = elsewhere.sealed(*login, from_tomorrow(list(ids)))
    one.offline()
    assert len(newer) == 3
    for name, envelope in newer.items():
        meddle.set_object(page, name, envelope)
    page.reload()
    moves.unlock(page)

    changes: list[tuple[str, dict[str, Any]]] = [
        ("saveNote", {"type": "part", "id": part, "lv": 0, "fields": {"job": "Overwritten."}}),
        ("saveNote", {"type": "challenge", "id": challenge, "lv": 0, "fields": {"parts": []}}),
        ("saveEntry", {"id": entry, "lv": 0, "text": "Overwritten.", "parts": []}),
        *(("bin", {"id": one_id}) for one_id in ids),
    ]
    for method, wanted in changes:
        with pytest.raises(Error, match="refused"):
            vault.ask(page, method, **wanted)
    vault.add(page, "reading", of=part, trust=4, at_ms=int(time.time() * 1000))
    open_at(one, f"/part/{part}")
    expect(page.get_by_text("comes from a newer app")).to_be_visible()
    expect(page.get_by_text("It looks ahead.")).to_be_visible()
    expect(page.get_by_role("link", name="Add or change")).to_have_count(0)
    open_at(one, f"/entry/{entry}")
    expect(page.get_by_text("Written tomorrow.")).to_be_visible()
    expect(page.get_by_text("comes from a newer app")).to_be_visible()
    expect(page.get_by_role("button", name="Edit")).to_have_count(0)
    open_at(one, f"/challenge/{challenge}")
    expect(page.get_by_text("comes from a newer app")).to_be_visible()
    open_at(one, f"/path/{challenge}/steps")
    expect(page.get_by_role("button", name=re.compile("Why this first")).first).to_be_visible()
    assert {name: data for name, data in meddle.objects(page).items() if name in newer} == newer
    assert one.errors == []


def test_what_a_newer_app_sent_stays_on_the_server_as_it_is(pair: Pair, begun: Journal) -> None:
    """It is told of, what stands here stays usable, and a change made here does not go over it."""
    _, two = pair
    page = two.page
    two.offline(False)
    ids = three_kinds(page)
    sync(two)
    login = (begun.server.origin, begun.login, begun.kit.passphrase)
    assert elsewhere.rewrite(*login, from_tomorrow(ids)) == 3
    before = envelopes(begun)

    vault.ask(page, "saveNote", type="part", id=ids[0], lv=0, fields={"costs": "Sleep."})
    for _ in range(2):
        assert vault.ask(page, "sync") == {"state": "newer_record", "count": 3}

    after = envelopes(begun)
    assert [name for name in map(key, ids) if after[name] != before[name]] == []
    assert vault.ask(page, "note", id=ids[0])["costs"] == "Sleep."
    open_at(two, "/security/saved")
    expect(page.get_by_role("heading", name="3 pages come from a newer app")).to_be_visible()
    assert two.errors == []


def key(name: str) -> bytes:
    """An id as the server keeps it."""
    return unb64(name, 16)


def envelopes(begun: Journal) -> dict[bytes, bytes]:
    """The newest envelope of every object, as its hash, as the server has it."""
    with sqlite3.connect(begun.server.database) as database:
        return dict(database.execute("SELECT object_id, hash FROM object"))


def open_at(phone: Phone, path: str) -> None:
    """Go to a place without leaving the app."""
    phone.page.evaluate(
        """(path) => {
          const link = document.createElement('a');
          link.href = path;
          document.body.append(link);
          link.click();
          link.remove();
        }""",
        path,
    )
