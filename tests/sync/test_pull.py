"""Pull: what is kept of the pages, and what a pull means for a commit under way and for what is behind."""

from __future__ import annotations

import pytest

from sync import feed, pull
from sync.calls import Request, Response
from sync.pull import Pulled
from tests.sync.faults import altering, answering
from tests.sync.lies import bodies_as_rows
from tests.sync.memory_server import error
from tests.sync.memory_server import stream as stream_reply
from tests.sync.world import World


def envelope(number: int) -> bytes:
    """Bytes that look like an envelope."""
    return b"SW\1\1\0\0\0\1" + bytes((number,)) * 1104


def test_an_object_that_comes_again_is_the_newest() -> None:
    """Of two rows of one object the later counts, with its body and its place."""
    pulled = Pulled()
    first, second = bytes(16), bytes(15) + b"\1"

    pulled.add_item(first, envelope(1))
    pulled.add_item(second, envelope(2))
    pulled.add_item(first, envelope(3))

    assert list(pulled.rows) == [second, first]
    assert pulled.bodies == {second: envelope(2), first: envelope(3)}


def test_a_row_without_a_body_replaces_an_older_body() -> None:
    """A body never stands under a row it does not belong to."""
    pulled = Pulled()
    pulled.add_item(bytes(16), envelope(1))

    pulled.add_row(b"\1" + bytes(16) + b"h" * 32, 1112)

    assert pulled.bodies == {}


def test_bodies_beyond_what_memory_holds_are_fetched_later(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pull of any length takes bounded memory and still ends complete."""
    monkeypatch.setattr(pull, "BODIES_BYTES", 3000)
    world = World()
    first, second = world.phone("aaaaaa"), world.phone("bbbbbb")
    first.sync()
    second.sync()
    for _ in range(5):
        first.write(world.new_id(), {"t": "x"})
    first.sync()
    fetched: list[int] = []

    def count(request: Request) -> Response | None:
        fetched.append(len(request.body) // 16)
        return world.transport(request)

    second.wrap = answering("/v1/objects", count)

    assert second.sync().state == "up_to_date"
    assert fetched == [3]
    assert second.all() == first.all()


def test_a_commit_that_the_server_denied_but_took_is_acknowledged_by_the_pull() -> None:
    """409 after storing it: the own head is among the pulled ones, so nothing is sent or merged again."""
    world = World()
    phone = world.phone("aaaaaa")
    phone.sync()
    entry = world.new_id()
    phone.write(entry, {"t": "x"})
    before = phone.store.objects([entry])[0]

    def take_and_deny(request: Request) -> Response:
        world.transport(request)
        return error(409, "stale_head")

    phone.wrap = answering("/v1/log", take_and_deny, "POST")

    assert phone.sync().state == "up_to_date"

    after = phone.store.objects([entry])[0]
    assert before is not None
    assert after is not None
    assert (after.local, after.lv, after.dirty) == (before.local, before.lv, False)
    assert world.log.newest.n == 2
    assert phone.changed == {}


def test_distrust_of_a_base_outlives_a_newer_row() -> None:
    """After a reconcile the old base stays uncertain, also when the object changes before it settles."""
    world = World()
    first, second, third = (world.phone(tag) for tag in ("aaaaaa", "bbbbbb", "cccccc"))
    entry = world.new_id()
    first.write(entry, {"a": "x"})
    first.sync()
    backup = world.log.copy()
    first.write(entry, {"a": "seen by nobody else"})
    first.sync()
    first.write(entry, {"a": "seen by nobody else", "b": "later"})
    world.restore(backup)
    second.sync()
    second.write(entry, {"a": "x", "c": "second"})
    second.sync()
    nothing = b"".join(feed.objects([], 3, False))
    evil = answering("/v1/objects", lambda _: stream_reply(nothing))
    first.wrap = lambda transport: evil(altering("/v1/log", bodies_as_rows)(transport))
    assert first.sync().findings.missing == {entry}
    third.sync()
    third.write(entry, {"a": "x", "c": "second", "d": "third"})
    third.sync()
    assert first.sync().findings.missing == {entry}
    first.wrap = lambda transport: transport

    assert first.sync().state == "up_to_date"

    assert "seen by nobody else" in repr(first.all())


def test_a_merged_version_has_not_left_yet() -> None:
    """Only what is sent is remembered as seen by others."""
    world = World()
    first, second = world.phone("aaaaaa"), world.phone("bbbbbb")
    entry = world.new_id()
    first.write(entry, {"a": "x"})
    first.sync()
    second.sync()
    first.write(entry, {"a": "x", "b": "first"})
    first.sync()
    second.write(entry, {"a": "x", "c": "second"})

    second.sync(send=False)

    found = second.store.objects([entry])[0]
    assert found is not None
    assert (found.left, found.dirty) == (False, True)


def test_a_commit_under_way_that_others_overtook_is_built_anew() -> None:
    """It was never taken: the pull drops it, its object stays dirty and is sent on top of theirs."""
    world = World()
    first, second = world.phone("aaaaaa"), world.phone("bbbbbb")
    first.sync()
    second.sync()
    second.write(world.new_id(), {"t": "under way"})
    second.wrap = answering("/v1/log", lambda _: None, "POST")
    second.sync()
    first.write(world.new_id(), {"t": "x"})
    first.sync()
    second.wrap = lambda transport: transport

    assert second.sync(send=False).pending == 1
    assert second.store.inflight() == b""
    assert second.sync().state == "up_to_date"
    first.sync()
    assert first.all() == second.all()
    assert second.device.rows().root == world.log.rows.root
