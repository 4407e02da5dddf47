"""Append: what goes into a commit, and what the server's no means."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from crypto.envelope import KIND_BLOB
from sync import append, commits
from sync.append import Limits
from sync.calls import Request, Response
from sync.state import BLOB, RECORD, VOID
from sync.store import Changes, StoredObject
from tests.sync.faults import answering
from tests.sync.memory_server import error
from tests.sync.world import Phone, Transport, World


def synced(world: World) -> Phone:
    """A device that has joined the empty log."""
    phone = world.phone("aaaaaa")
    phone.sync()
    return phone


def add_blob(phone: Phone) -> bytes:
    """Store a blob part that nobody has seen."""
    object_id = phone.world.new_id()
    local = phone.device.seal_payload(object_id, KIND_BLOB, bytes(2000), 1)
    phone.store.commit(Changes(objects=[StoredObject(object_id, BLOB, local, None, False, 1, 1)]))
    return object_id


def sent_by(phone: Phone) -> list[commits.Commit]:
    """The commits that this device sends from now on."""
    sent: list[commits.Commit] = []
    before = phone.wrap

    def wrap(transport: Transport) -> Transport:
        inner = before(transport)

        def send(request: Request) -> Response | None:
            if (request.method, request.path) == ("POST", "/v1/log"):
                sent.append(commits.read(request.body))
            return inner(request)

        return send

    phone.wrap = wrap
    return sent


def test_blob_parts_go_before_the_records_that_name_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """With more than one commit to send, parts are in the first ones."""
    monkeypatch.setattr(append, "Limits", lambda: Limits(2, commits.BYTES))
    world = World()
    phone = synced(world)
    entries = [world.new_id() for _ in range(2)]
    for entry in entries:
        phone.write(entry, {"t": "x"})
    blobs = [add_blob(phone) for _ in range(2)]
    sent = sent_by(phone)

    phone.sync()

    assert [set(one.envelopes) for one in sent] == [set(blobs), set(entries)]


def test_a_commit_holds_at_most_four_mebibytes() -> None:
    """Large entries are spread over several commits; one that is alone always goes."""
    world = World()
    phone = synced(world)
    for _ in range(9):
        phone.write(world.new_id(), {"t": "x" * 600_000})
    sent = sent_by(phone)

    assert phone.sync().state == "up_to_date"

    assert [len(one.envelopes) for one in sent] == [3, 3, 3]


def test_rows_in_a_commit_ascend() -> None:
    """The server takes nothing else."""
    world = World()
    phone = synced(world)
    for _ in range(20):
        phone.write(world.new_id(), {"t": "x"})
    sent = sent_by(phone)

    phone.sync()

    (one,) = sent
    assert list(one.envelopes) == sorted(one.envelopes)


def test_everything_in_a_commit_has_left_before_it_is_sent() -> None:
    """The version others may come to know is marked before the first byte goes out."""
    world = World()
    phone = synced(world)
    entry = world.new_id()
    phone.write(entry, {"t": "x"})
    seen: list[bool] = []

    def look(_: Request) -> None:
        found = phone.store.objects([entry])[0]
        assert found is not None
        seen.append(found.left)

    phone.wrap = answering("/v1/log", look, "POST")

    phone.sync()

    assert seen == [True]
    assert phone.store.inflight() != b""


def test_a_server_that_takes_less_gets_smaller_commits() -> None:
    """413 halves the commit until it fits; the rest follows."""
    world = World()
    phone = synced(world)
    for _ in range(10):
        phone.write(world.new_id(), {"t": "x"})

    def at_most_three(transport: Transport) -> Transport:
        def send(request: Request) -> Response | None:
            if request.method == "POST" and len(commits.read(request.body).envelopes) > 3:
                return error(413, "too_large")
            return transport(request)

        return send

    phone.wrap = at_most_three
    sent = sent_by(phone)

    assert phone.sync().state == "up_to_date"
    assert [len(one.envelopes) for one in sent] == [10, 5, 2, 2, 2, 2, 2]


def test_one_entry_too_large_for_the_server_is_told_as_full() -> None:
    """Nothing is lost and nothing loops."""
    world = World()
    phone = synced(world)
    phone.write(world.new_id(), {"t": "x"})
    phone.wrap = answering("/v1/log", lambda _: error(413, "too_large"), "POST")

    outcome = phone.sync()

    assert (outcome.state, outcome.reason, outcome.pending) == ("full", "too_large", 1)
    assert phone.store.inflight() == b""


@pytest.mark.parametrize("code", ["bad_frame", "bad_signature"])
def test_a_commit_that_can_never_be_taken_is_not_sent_again(code: str) -> None:
    """It is built anew next time, perhaps by a newer app."""
    world = World()
    phone = synced(world)
    phone.write(world.new_id(), {"t": "x"})
    phone.wrap = answering("/v1/log", lambda _: error(422, code), "POST")

    outcome = phone.sync()

    assert (outcome.state, outcome.reason) == ("refused", code)
    assert phone.store.inflight() == b""


def test_bad_root_once_is_healed_by_comparing_states() -> None:
    """A device whose rows were damaged on disk fetches them again and sends."""
    world = World()
    phone = synced(world)
    phone.write(world.new_id(), {"t": "one"})
    phone.sync()
    rows = phone.store.rows()
    phone.store.commit(Changes(rows=dict.fromkeys(rows, b"")))
    phone.device = replace(phone.device)
    phone.write(world.new_id(), {"t": "two"})

    outcome = phone.sync()

    assert (outcome.state, outcome.healed) == ("up_to_date", None)
    assert len(world.log.objects) == 2


def test_bad_root_again_and_again_is_refused() -> None:
    """One comparison a round, then the person is told."""
    world = World()
    phone = synced(world)
    phone.write(world.new_id(), {"t": "one"})
    phone.wrap = answering("/v1/log", lambda _: error(422, "bad_root"), "POST")

    outcome = phone.sync()

    assert (outcome.state, outcome.reason, outcome.healed) == ("refused", "root", None)


def test_a_conflict_pulls_and_builds_anew() -> None:
    """Another device was first: one pause, then the commit goes on top of theirs."""
    world = World()
    first, second = synced(world), synced(world)
    first.write(world.new_id(), {"t": "one"})
    second.write(world.new_id(), {"t": "two"})
    first.sync()

    assert second.sync().state == "up_to_date"
    first.sync()

    assert len(second.waits) == 1
    assert 0 <= second.waits[0] < 2 * append.WAIT_STEP_S
    assert first.all() == second.all()


def test_a_void_is_sent_as_a_row_and_leaves_nothing_here() -> None:
    """A blob part that is no longer named is removed for good, here and there."""
    world = World()
    first, second = synced(world), synced(world)
    blob = add_blob(first)
    first.sync()
    found = first.store.objects([blob])[0]
    assert found is not None
    gone = StoredObject(blob, VOID, b"", found.base, True, found.lv + 1, found.rev + 1)
    first.store.commit(Changes(objects=[gone]))
    second.sync()

    assert first.sync().state == "up_to_date"
    assert second.sync().state == "up_to_date"

    assert world.log.objects[blob][1].form == VOID
    assert first.store.objects([blob]) == [None]
    assert second.store.objects([blob]) == [None]
    assert second.store.arrivals() == []


def test_a_record_removed_while_its_commit_was_under_way_comes_back() -> None:
    """The server has it, so it is there: removing again is then a deletion that travels."""
    world = World()
    phone = synced(world)
    entry = world.new_id()
    phone.write(entry, {"t": "x"})

    def remove_meanwhile(transport: Transport) -> Transport:
        def send(request: Request) -> Response | None:
            response = transport(request)
            found = phone.store.objects([entry])[0]
            if request.method == "POST" and found is not None:
                phone.store.commit(Changes(removed={entry: found.rev}))
            return response

        return send

    phone.wrap = remove_meanwhile
    phone.sync()
    phone.wrap = lambda transport: transport

    phone.sync()

    assert phone.all()[entry]["f"] == {"t": "x"}


@pytest.mark.parametrize(
    "edit", [lambda phone, entry: None, lambda phone, entry: phone.write(entry, {"t": "later"})]
)
def test_a_commit_whose_reply_was_lost_is_acknowledged_by_the_next_pull(
    edit: Callable[[Phone, bytes], None],
) -> None:
    """Another device has gone on since; the heads in between say that ours arrived."""
    world = World()
    first, second = synced(world), synced(world)
    entry = world.new_id()
    first.write(entry, {"t": "x"})

    def lose_reply(request: Request) -> None:
        world.transport(request)

    first.wrap = answering("/v1/log", lose_reply, "POST")
    assert first.sync().state == "offline"
    second.write(world.new_id(), {"t": "y"})
    second.sync()
    edit(first, entry)
    first.wrap = lambda transport: transport

    assert first.sync().state == "up_to_date"
    second.sync()

    assert first.store.inflight() == b""
    assert first.all() == second.all()
    assert all("also" not in value for value in first.all().values())


def test_forms_of_objects_on_the_server_are_those_of_their_envelopes() -> None:
    """Records and parts are told apart by their seal alone."""
    world = World()
    phone = synced(world)
    blob, entry = add_blob(phone), world.new_id()
    phone.write(entry, {"t": "x"})

    phone.sync()

    assert (world.log.objects[blob][1].form, world.log.objects[entry][1].form) == (BLOB, RECORD)
