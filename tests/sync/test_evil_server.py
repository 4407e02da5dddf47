"""A server that goes back, forks, confirms and denies (SPEC §18): detected, or harmless."""

from __future__ import annotations

from dataclasses import replace

from crypto.encoding import b64
from crypto.identity import public_key
from crypto.keys import EpochKeys, epoch_keys
from sync.calls import Request, Response
from sync.session import Outcome, run_round
from sync.state import Head
from sync.store import Changes, SignedHead
from tests.sync.faults import answering
from tests.sync.lies import Scene
from tests.sync.memory_server import error, reply
from tests.sync.world import KEYS, LOG_ID, NOW_S, Phone, World, drive


def test_an_object_under_a_record_of_another_id_is_unreadable() -> None:
    """A device of the vault that signs nonsense does not make others overwrite anything."""
    scene = Scene()
    victim = scene.ids[0]
    envelope = scene.other.device.seal(scene.ids[1], {"v": 1}, 1)
    found = scene.other.store.objects([victim])[0]
    assert found is not None
    scene.other.store.commit(Changes(objects=[replace(found, local=envelope, rev=found.rev + 1)]))
    scene.other.sync()

    outcome = scene.phone.sync()

    assert outcome.findings.unreadable == {victim}
    assert scene.phone.all()[victim] == scene.before[victim]
    assert scene.phone.sync().findings.unreadable == {victim}


def test_an_old_head_is_noticed_and_healed() -> None:
    """A server that goes back to a genuine older state is told to the person, and gets everything again."""
    scene = Scene()
    scene.phone.sync()
    after = scene.phone.all()
    scene.world.restore(scene.old)

    outcome = scene.phone.sync()

    assert outcome.healed is not None
    assert (outcome.healed.after, outcome.healed.again, outcome.healed.merged) == (2, 2, 0)
    assert scene.phone.all() == after
    fresh = scene.world.phone("cccccc")
    fresh.sync()
    assert fresh.all() == after


def test_a_frozen_server_looks_like_silence() -> None:
    """Hiding the newest commits cannot be told from a device that is off; nothing is lost by it."""
    scene = Scene()
    scene.phone.wrap = answering("/v1/log", lambda _: Response(304, {}, b""), "GET")

    assert scene.phone.sync().state == "up_to_date"
    assert scene.is_untouched()
    assert scene.heals()


def test_two_forked_devices_meet_again() -> None:
    """The server shows each device its own branch, then one of them to both."""
    scene = Scene()
    scene.phone.sync()
    trunk = scene.world.log.copy()
    mine, theirs = scene.world.new_id(), scene.world.new_id()
    scene.phone.write(mine, {"t": "on one branch"})
    scene.phone.sync()
    scene.world.restore(trunk)
    scene.other.write(theirs, {"t": "on the other"})
    scene.other.sync()

    outcome = scene.phone.sync()
    scene.other.sync()

    assert outcome.healed is not None
    assert scene.phone.all() == scene.other.all()
    assert {mine, theirs} <= set(scene.phone.all())


def test_a_server_that_flips_back_and_forth_is_asked_about_after_once_a_day() -> None:
    """The second time within a day the device stops and waits for the person."""
    scene = Scene()
    scene.phone.sync()
    scene.world.restore(scene.old.copy())
    assert scene.phone.sync().state == "up_to_date"
    scene.world.restore(scene.old.copy())

    outcome = scene.phone.sync()

    assert (outcome.state, outcome.reason) == ("refused", "diverged")
    assert scene.phone.sync(asked=True).state == "up_to_date"
    scene.world.restore(scene.old.copy())
    scene.phone.clock_ms += 90_000_000
    assert scene.phone.sync().state == "up_to_date"


def rotated(world: World) -> tuple[Phone, dict[int, EpochKeys]]:
    """A device of the vault with the roots of two epochs; the server's log is in the second."""
    keys = {1: KEYS[1], 2: epoch_keys(b"2" * 32)}
    log = world.log
    newest = log.newest
    head = Head(LOG_ID, newest.n + 1, newest.id, newest.root, 2)
    log.pubs[2], log.epoch = public_key(keys[2].log), 2
    log.heads.append((head.encode(), head.sign(keys[2].log)))
    phone = world.phone("dddddd")
    phone.device = replace(phone.device, keys=keys)
    return phone, keys


def test_an_earlier_epoch_is_refused_after_a_later_one_was_seen() -> None:
    """A thief's branch under the old keys is not taken for the log, known device or fresh."""
    scene = Scene()
    before = scene.world.log.copy()
    renewed, keys = rotated(scene.world)
    assert renewed.sync().state == "up_to_date"
    scene.world.restore(before)

    outcome = renewed.sync(asked=True)
    fresh = scene.world.phone("eeeeee")
    fresh.device = replace(fresh.device, keys=keys)

    assert (outcome.state, outcome.reason) == ("refused", "epoch")
    assert fresh.sync().reason == "epoch"


def test_keys_changed_elsewhere_ask_for_the_passphrase() -> None:
    """A device without the new root stops pulling and pushing and keeps what is written."""
    scene = Scene()
    scene.phone.sync()
    renewed, keys = rotated(scene.world)
    entry = scene.world.new_id()
    scene.phone.write(entry, {"t": "under the old key"})

    assert scene.phone.sync().state == "needs_passphrase"

    scene.phone.device = replace(scene.phone.device, keys=keys)
    assert scene.phone.sync().state == "up_to_date"
    item = scene.world.log.objects[entry][1]
    assert item.envelope is not None
    assert item.envelope[4:8] == b"\0\0\0\2"
    renewed.sync()
    assert renewed.all()[entry]["f"] == {"t": "under the old key"}


def test_a_conflict_for_ever_ends_in_pending() -> None:
    """409 without end: a bounded number of tries with growing pauses, then the next round."""
    scene = Scene()
    scene.phone.sync()
    scene.phone.write(scene.world.new_id(), {"t": "x"})
    scene.phone.wrap = answering("/v1/log", lambda _: error(409, "stale_head"), "POST")

    outcome = scene.phone.sync()

    assert (outcome.state, outcome.reason, outcome.pending) == ("pending", "stale_head", 1)
    assert len(scene.phone.waits) == 8
    assert all(0 <= pause <= 30 for pause in scene.phone.waits)
    scene.phone.wrap = lambda transport: transport
    assert scene.phone.sync().state == "up_to_date"


def test_an_acknowledgement_of_something_else_is_refused() -> None:
    """Only the id of the very commit that was sent counts; the commit is kept and sent again."""
    scene = Scene()
    scene.phone.sync()
    scene.phone.write(scene.world.new_id(), {"t": "x"})
    for lie in ({"n": 4, "id": b64(bytes(32))}, {"n": 9, "id": "x"}, {}, {"n": "4", "id": 1}):
        scene.phone.wrap = answering("/v1/log", lambda _, lie=lie: reply(lie), "POST")

        outcome = scene.phone.sync()

        assert (outcome.state, outcome.reason, outcome.pending) == ("refused", "reply", 1)
    scene.phone.wrap = lambda transport: transport
    assert (scene.phone.sync().state, scene.phone.sync().pending) == ("up_to_date", 0)


def test_an_acknowledged_commit_that_was_thrown_away_is_sent_again() -> None:
    """A server that says yes and stores nothing is found out by its own next answer."""
    scene = Scene()
    scene.phone.sync()
    before = scene.world.log.copy()
    entry = scene.world.new_id()
    scene.phone.write(entry, {"t": "x"})
    scene.phone.sync()
    scene.world.restore(before)

    outcome = scene.phone.sync()

    assert outcome.healed is not None
    assert outcome.healed.again == 1
    assert entry in scene.world.log.objects


def test_500_after_the_commit_is_asked_again_and_answered() -> None:
    """The same bytes again; the server knows the head and says so."""
    scene = Scene()
    scene.phone.sync()
    scene.phone.write(scene.world.new_id(), {"t": "x"})

    def commit_then_fail(request: Request) -> Response:
        scene.world.transport(request)
        return error(500, "server_error")

    scene.phone.wrap = answering("/v1/log", commit_then_fail, "POST")
    assert scene.phone.sync().state == "offline"
    n = scene.world.log.newest.n

    scene.phone.wrap = lambda transport: transport
    assert scene.phone.sync().state == "up_to_date"
    assert scene.world.log.newest.n == n


def test_an_old_state_shown_to_a_fresh_device_is_genuine_and_later_caught_up() -> None:
    """Not detected, as promised; what it shows was signed, and the newer state follows from it."""
    scene = Scene()
    newest = scene.world.log
    scene.world.restore(scene.old)
    fresh = scene.world.phone("cccccc")
    assert fresh.sync().state == "up_to_date"
    assert fresh.all() == scene.before

    scene.world.restore(newest)
    outcome = fresh.sync()

    assert outcome.healed is None
    assert fresh.all() == scene.other.all()


def test_the_floor_is_always_a_head_some_device_signed() -> None:
    """Whatever happened above, a stored floor verifies under the vault's own key."""
    scene = Scene()
    scene.phone.sync()
    floor = scene.phone.store.floor()
    assert isinstance(floor, SignedHead)
    scene.phone.device.verify(floor)
    outcome, _ = drive(run_round(scene.phone.device, NOW_S), scene.world.transport)
    assert isinstance(outcome, Outcome)
