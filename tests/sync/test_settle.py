"""Settle: bodies that are missing, unreadable, newer or too large; voids and parts; edits meanwhile."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from crypto.encoding import b64
from sync import feed
from sync.calls import Request, Response
from sync.device import Device
from sync.frames import ITEM
from sync.record import Record
from sync.store import Changes, FullError
from tests.sync.faults import altering, answering
from tests.sync.lies import bodies_as_rows
from tests.sync.test_append import add_blob
from tests.sync.world import Phone, Transport, World


def pair() -> tuple[World, Phone, Phone, bytes]:
    """Two devices that agree on one entry."""
    world = World()
    first, second = world.phone("aaaaaa"), world.phone("bbbbbb")
    entry = world.new_id()
    first.write(entry, {"t": "common"})
    first.sync()
    second.sync()
    return world, first, second, entry


def put(phone: Phone, object_id: bytes, value: Record) -> None:
    """Store a record just as it is."""
    found = phone.store.objects([object_id])[0]
    assert found is not None
    local = phone.device.seal(object_id, value, 1)
    phone.store.commit(Changes(objects=[replace(found, local=local, rev=found.rev + 1)]))


def newer(phone: Phone, object_id: bytes) -> None:
    """What an app of tomorrow stores."""
    old = phone.read(object_id)
    assert old is not None
    put(phone, object_id, {**old, "v": 2, "f": {"t": "from tomorrow", "shape": {"new": True}}})


@pytest.mark.parametrize("edited", [False, True])
def test_a_record_of_a_newer_app_stays_behind_and_is_never_overwritten(edited: bool) -> None:
    """It is counted, kept with its body, and what is written here is not sent over it."""
    world, first, second, entry = pair()
    newer(first, entry)
    first.sync()
    sealed = world.log.objects[entry][1].envelope
    if edited:
        second.write(entry, {"t": "edited by the old app"})

    outcome = second.sync()

    assert outcome.findings.newer == {entry}
    assert second.all()[entry]["f"]["t"] == ("edited by the old app" if edited else "common")
    (arrival,) = second.store.arrivals()
    assert arrival.body == sealed == world.log.objects[entry][1].envelope
    assert second.sync().findings.newer == {entry}


def test_after_an_update_the_newer_record_is_taken_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing needs to be fetched again."""
    _, first, second, entry = pair()
    newer(first, entry)
    first.sync()
    second.sync()
    monkeypatch.setattr("sync.record.VERSION", 2)
    second.wrap = answering("/v1/objects", lambda _: pytest.fail("asked for what is here"))

    assert second.sync().findings.newer == set()
    assert second.read(entry) == first.read(entry)


def test_a_body_that_is_no_record_is_kept_and_counted() -> None:
    """Damage is reported by id; the good version here stays and is not sent over it."""
    world, first, second, entry = pair()
    old = first.read(entry)
    assert old is not None
    put(first, entry, {**old, "id": b64(world.new_id())})
    first.sync()
    second.write(entry, {"t": "mine"})

    outcome = second.sync()

    assert outcome.findings.unreadable == {entry}
    assert outcome.pending == 1
    assert second.all()[entry]["f"] == {"t": "mine"}


def test_an_own_version_that_does_not_open_is_not_thrown_away() -> None:
    """Damage on this device: the object stays behind until the person decides."""
    _, first, second, entry = pair()
    second.write(entry, {"t": "mine"})
    found = second.store.objects([entry])[0]
    assert found is not None
    broken = found.local[:-1] + bytes((found.local[-1] ^ 1,))
    second.store.commit(Changes(objects=[replace(found, local=broken, rev=found.rev + 1)]))
    first.write(entry, {"t": "theirs"})
    first.sync()

    outcome = second.sync()

    assert outcome.findings.unreadable == {entry}
    kept = second.store.objects([entry])[0]
    assert kept is not None
    assert kept.local == broken


def test_a_base_that_does_not_open_merges_like_none() -> None:
    """More is kept twice, nothing is lost."""
    _, first, second, entry = pair()
    second.write(entry, {"t": "mine"})
    found = second.store.objects([entry])[0]
    assert found is not None
    second.store.commit(Changes(objects=[replace(found, base=b"SW" + bytes(1110), rev=found.rev + 1)]))
    first.write(entry, {"t": "theirs"})
    first.sync()

    assert second.sync().state == "up_to_date"
    assert {"mine", "theirs"} <= set(repr(second.all()[entry]).split("'"))


def test_a_merge_that_would_not_fit_asks_the_person() -> None:
    """Both versions stay as they are; nothing is sent (M9)."""
    _, first, second, entry = pair()
    first.write(entry, {"a": "x" * 600_000})
    first.sync()
    second.write(entry, {"b": "y" * 600_000})

    outcome = second.sync()

    assert outcome.findings.unmerged == {entry}
    assert (outcome.state, outcome.pending) == ("pending", 1)
    assert second.all()[entry]["f"] == {"b": "y" * 600_000}


def test_a_missing_body_is_asked_for_once_more_in_a_round_and_again_in_the_next() -> None:
    """Pull once more, then count; and try again later."""
    world, first, second, entry = pair()
    first.write(entry, {"t": "newer"})
    first.sync()
    asked: list[bytes] = []

    def nothing(request: Request) -> Response | None:
        asked.append(request.body)
        response = world.transport(replace(request, body=b""))
        return response

    evil = answering("/v1/objects", nothing)
    second.wrap = lambda transport: evil(altering("/v1/log", bodies_as_rows)(transport))

    assert second.sync().findings.missing == {entry}
    assert asked == [entry, entry]
    second.wrap = lambda transport: transport
    assert second.sync().findings.missing == set()
    assert second.all() == first.all()


def test_parts_are_left_until_they_are_wanted() -> None:
    """A blob part that another device added is listed, not fetched, and not missing."""
    _, first, second, _ = pair()
    blob = add_blob(first)
    first.sync()
    second.wrap = answering("/v1/objects", lambda _: pytest.fail("fetched a part unasked"))

    outcome = second.sync()

    assert (outcome.state, outcome.findings.missing) == ("up_to_date", set())
    assert [one.id for one in second.store.arrivals()] == [blob]


def test_a_part_whose_body_came_is_kept() -> None:
    """Once its envelope is there, it is taken in like anything else, without being opened."""
    world, first, second, _ = pair()
    blob = add_blob(first)
    first.sync()
    second.sync()
    body = world.log.objects[blob][1].envelope
    (arrival,) = second.store.arrivals()
    second.store.commit(Changes(arrivals=[replace(arrival, body=body)]))

    second.sync()

    found = second.store.objects([blob])[0]
    assert found is not None
    assert (found.local, found.dirty, found.form) == (body, False, 2)


def test_an_edit_while_a_round_merges_is_merged_too() -> None:
    """Another tab writes between reading and storing: the step is worked out again."""
    _, first, second, entry = pair()
    first.write(entry, {"t": "common", "theirs": "x"})
    first.sync()
    opened: list[bytes] = []

    class Slow(Device):
        def open(self, object_id: bytes, envelope: bytes) -> Record:
            if not opened:
                opened.append(object_id)
                second.write(entry, {"t": "common", "mine": "y"})
            return super().open(object_id, envelope)

    plain = second.device
    second.device = Slow(plain.store, plain.log_id, plain.keys, plain.random)

    outcome = second.sync()

    assert outcome.state == "up_to_date"
    assert second.all()[entry]["f"] == {"t": "common", "theirs": "x", "mine": "y"}


def test_a_void_takes_a_clean_copy_away_and_spares_a_dirty_one() -> None:
    """What nobody changed here goes; what somebody changed is sent again."""
    world, first, second, _ = pair()
    kept, gone = add_blob(first), add_blob(first)
    first.sync()
    for blob in (kept, gone):
        item = world.log.objects[blob][1]
        second.sync()
        arrival = next(one for one in second.store.arrivals() if one.id == blob)
        second.store.commit(Changes(arrivals=[replace(arrival, body=item.envelope)]))
    second.sync()
    edited = second.store.objects([kept])[0]
    assert edited is not None
    anew = second.device.renew(kept, edited.local, 1)
    second.store.commit(Changes(objects=[replace(edited, local=anew, rev=edited.rev + 1)]))
    for blob in (kept, gone):
        found = first.store.objects([blob])[0]
        assert found is not None
        first.store.commit(Changes(objects=[replace(found, form=0, local=b"", rev=found.rev + 1)]))
    first.sync()

    assert second.sync().state == "up_to_date"

    assert second.store.objects([gone]) == [None]
    assert world.log.objects[kept][1].envelope == anew


def test_an_envelope_of_a_later_epoch_than_the_head_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    """Even when the signed state lists it: it counts as missing (P7)."""
    monkeypatch.setattr(feed, "_check_item", lambda *_: None)
    _, first, second, entry = pair()
    found = first.store.objects([entry])[0]
    assert found is not None
    later = found.local[:4] + b"\0\0\0\2" + found.local[8:]
    first.store.commit(Changes(objects=[replace(found, local=later, rev=found.rev + 1)]))
    first.sync()
    second.wrap = altering("/v1/log", bodies_as_rows)

    assert second.sync().findings.missing == {entry}
    second.wrap = lambda transport: transport
    assert second.sync().findings.missing == {entry}


def test_a_reply_that_was_cut_at_its_limit_is_continued() -> None:
    """The rest is asked for until nothing is left."""
    world, first, second, _ = pair()
    entries = [world.new_id() for _ in range(5)]
    for entry in entries:
        first.write(entry, {"t": entry.hex()})
    first.sync()
    asked: list[int] = []

    def two_at_a_time(transport: Transport) -> Transport:
        def send(request: Request) -> Response | None:
            if request.path != "/v1/objects":
                return transport(request)
            asked.append(len(request.body) // 16)
            ids = [request.body[at : at + 16] for at in range(0, len(request.body), 16)]
            items = [world.log.objects[one][1] for one in ids[:2]]
            rows = [(one.object_id, one.form, one.hash, one.size, one.envelope) for one in items]
            body = b"".join(feed.objects(rows, world.log.newest.n, len(ids) > 2))
            return Response(200, {"content-type": "application/selfward"}, body)

        return send

    second.wrap = lambda transport: two_at_a_time(altering("/v1/log", bodies_as_rows)(transport))

    assert second.sync().state == "up_to_date"
    assert asked == [5, 3, 1]
    assert second.all() == first.all()


def test_bodies_nobody_asked_for_are_ignored() -> None:
    """A server that sends more than was asked changes nothing with it."""
    world, first, second, entry = pair()
    stranger = world.new_id()
    first.write(entry, {"t": "newer"})
    first.sync()

    def add(found: list[tuple[int, bytes]]) -> list[tuple[int, bytes]]:
        extra: Any = [(ITEM, stranger + body[16:]) for kind, body in found if kind == ITEM]
        return [*extra, *found]

    second.wrap = lambda transport: altering("/v1/objects", add)(
        altering("/v1/log", bodies_as_rows)(transport)
    )

    assert second.sync().state == "up_to_date"
    assert second.store.objects([stranger]) == [None]
    assert second.all() == first.all()


def test_a_device_without_room_is_told_as_full(monkeypatch: pytest.MonkeyPatch) -> None:
    """What does not fit is not taken in; nothing here is lost, and the next round goes on."""
    world, first, second, _ = pair()
    first.write(world.new_id(), {"t": "x"})
    first.sync()

    def refuse(_: object) -> None:
        raise FullError

    with monkeypatch.context() as full:
        full.setattr(second.store, "commit", refuse)
        end = second.sync()

    assert (end.state, end.reason) == ("full", "device")
    assert second.sync().state == "up_to_date"
