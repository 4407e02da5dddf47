"""A server that lies (SPEC §18, section 8): everything it tries ends detected or harmless."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256

import pytest

from crypto.encoding import b64
from crypto.identity import public_key
from crypto.keys import EpochKeys, epoch_keys
from sync.calls import Request, Response
from sync.frames import END, HEAD, ITEM, ROW, end_frame
from sync.session import Outcome, run_round
from sync.state import EMPTY_ROOT, Head, genesis
from sync.store import Changes, SignedHead
from tests.sync.faults import Frames, altering, answering, read, stream
from tests.sync.memory_server import error, reply
from tests.sync.memory_server import stream as stream_reply
from tests.sync.world import KEYS, LOG_ID, NOW_S, Phone, World, drive


class Scene:
    """A device that has synced two entries, and the server's newer state with both changed elsewhere."""

    def __init__(self) -> None:
        self.world = World()
        self.phone = self.world.phone("aaaaaa")
        self.other = self.world.phone("bbbbbb")
        self.ids = sorted(self.world.new_id() for _ in range(2))
        for entry in self.ids:
            self.other.write(entry, {"t": f"old {entry.hex()}"})
        self.other.sync()
        self.phone.sync()
        self.old = self.world.log.copy()
        self.before = self.phone.all()
        for entry in self.ids:
            self.other.write(entry, {"t": f"new {entry.hex()}"})
        self.other.sync()

    def is_untouched(self) -> bool:
        """Whether the device still shows exactly what it showed before the server lied."""
        return self.phone.all() == self.before

    def heals(self) -> bool:
        """Whether an honest server brings the device up to date."""
        self.phone.wrap = lambda transport: transport
        return self.phone.sync(asked=True).state == "up_to_date" and self.phone.all() == self.other.all()


def pick(found: Frames, kind: int) -> list[int]:
    """The places of the frames of this type."""
    return [i for i, (one, _) in enumerate(found) if one == kind]


def swap_envelopes(found: Frames) -> Frames:
    """Each of two objects gets the other's envelope."""
    a, b = pick(found, ITEM)
    changed = found.copy()
    changed[a] = (ITEM, found[a][1][:16] + found[b][1][16:])
    changed[b] = (ITEM, found[b][1][:16] + found[a][1][16:])
    return changed


def drop_object(found: Frames) -> Frames:
    """One object is left out."""
    return [frame for i, frame in enumerate(found) if i != pick(found, ITEM)[0]]


def drop_newest_head(found: Frames) -> Frames:
    """The current head is left out."""
    return [frame for i, frame in enumerate(found) if i != pick(found, HEAD)[-1]]


def break_signature(found: Frames) -> Frames:
    """One bit of the signature is flipped."""
    i = pick(found, HEAD)[-1]
    return [*found[:i], (HEAD, found[i][1][:-1] + bytes((found[i][1][-1] ^ 1,))), *found[i + 1 :]]


def repeat_head(found: Frames) -> Frames:
    """The newest head comes twice."""
    i = pick(found, HEAD)[-1]
    return [*found[:i], found[i], *found[i:]]


def lie_about_n(found: Frames) -> Frames:
    """The end says another number than the newest head."""
    return [*found[:-1], (END, end_frame(99, False)[5:])]


def head_before_objects(found: Frames) -> Frames:
    """The newest head comes first: another order, the same statement."""
    i = pick(found, HEAD)[-1]
    return [found[i], *found[:i], *found[i + 1 :]]


def reverse_objects(found: Frames) -> Frames:
    """Objects come in another order."""
    return [*reversed(found[:-2]), *found[-2:]]


def bodies_as_rows(found: Frames) -> Frames:
    """Rows without the envelopes that were asked for."""
    return [
        (ROW, b"\1" + body[:16] + sha256(body[16:]).digest() + bytes(4)) if kind == ITEM else (kind, body)
        for kind, body in found
    ]


@pytest.mark.parametrize(
    ("change", "state", "reason"),
    [
        (swap_envelopes, "refused", "root"),
        (drop_object, "refused", "root"),
        (drop_newest_head, "refused", "structure"),
        (break_signature, "refused", "signature"),
        (repeat_head, "refused", "structure"),
        (lie_about_n, "refused", "structure"),
    ],
)
def test_an_altered_pull_is_refused(change: Callable[[Frames], Frames], state: str, reason: str) -> None:
    """The device keeps what it has, says why, goes on writing, and an honest answer heals it."""
    scene = Scene()
    # The full pull that P5 makes when the rows do not fit is altered as well.
    scene.phone.wrap = answering("/v1/log", lambda request: answer_altered(scene, request, change), "GET")

    outcome = scene.phone.sync()

    assert (outcome.state, outcome.reason) == (state, reason)
    assert scene.is_untouched()
    assert scene.heals()


def answer_altered(scene: Scene, request: Request, change: Callable[[Frames], Frames]) -> Response | None:
    """The server's answer, bodies included, with this change."""
    with_bodies = replace(request, path=request.path.replace("bodies=0", "bodies=1"), headers={})
    response = scene.world.transport(with_bodies)
    assert response is not None
    return replace(response, body=stream(change(read(response.body))))


@pytest.mark.parametrize("change", [head_before_objects, reverse_objects, bodies_as_rows])
def test_another_order_or_missing_bodies_are_harmless(change: Callable[[Frames], Frames]) -> None:
    """What the head says is all there is to say: the device ends with the newest state."""
    scene = Scene()
    scene.phone.wrap = altering("/v1/log", change)

    assert scene.phone.sync().state == "up_to_date"
    assert scene.phone.all() == scene.other.all()


def test_no_flipped_bit_is_ever_taken_in() -> None:
    """Whatever byte of a pull is altered, the device shows its own or the true state, never a third."""
    scene = Scene()
    body = scene.world.log.page(2, True, True)
    truth = scene.other.all()
    for at in range(0, len(body), 3):
        flipped = bytearray(body)
        flipped[at] ^= 1 << (at % 8)
        phone = scene.phone.clone()
        phone.wrap = answering("/v1/log", lambda _, data=bytes(flipped): stream_reply(data), "GET")

        outcome = phone.sync()

        assert phone.all() in (scene.before, truth), at
        assert outcome.state in ("refused", "offline", "needs_passphrase") or phone.all() == truth, at


def test_a_body_that_is_not_what_the_row_says_is_missing_not_shown() -> None:
    """An old envelope under a new row, garbage, or nothing at all: counted and named."""
    for lie in ("old", "garbage", "nothing"):
        scene = Scene()
        victim = scene.ids[0]

        def answer(
            request: Request, lie: str = lie, scene: Scene = scene, victim: bytes = victim
        ) -> Response | None:
            response = scene.world.transport(request)
            assert response is not None
            found = []
            for kind, body in read(response.body):
                if kind == ITEM and body[:16] == victim:
                    if lie == "nothing":
                        continue
                    old = scene.old.objects[victim][1].envelope
                    assert old is not None
                    body = victim + (old if lie == "old" else old[:-1] + bytes((old[-1] ^ 1,)))
                found.append((kind, body))
            return replace(response, body=stream(found))

        evil = answering("/v1/objects", answer)
        scene.phone.wrap = lambda transport, evil=evil: evil(altering("/v1/log", bodies_as_rows)(transport))

        outcome = scene.phone.sync()

        assert outcome.findings.missing == {victim}
        assert scene.phone.all()[victim] == scene.before[victim]
        assert scene.phone.all()[scene.ids[1]] == scene.other.all()[scene.ids[1]]
        assert scene.heals()


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


def strangers_log() -> tuple[bytes, bytes]:
    """A first head of somebody else's log, well signed with their own key."""
    head = Head(bytes(16), 1, genesis(bytes(16)), EMPTY_ROOT, 1)
    return head.encode(), head.sign(epoch_keys(bytes(32)).log)


def one_head(head: bytes, sig: bytes, n: int) -> bytes:
    """A page that holds just this head."""
    return stream([(HEAD, head + sig), (END, end_frame(n, False)[5:])])


def test_the_head_of_another_account_is_refused() -> None:
    """Known devices and fresh ones see that it is not their log."""
    scene = Scene()
    page = one_head(*strangers_log(), 1)
    for phone in (scene.phone, scene.world.phone("cccccc")):
        phone.wrap = answering("/v1/log", lambda _: stream_reply(page))

        outcome = phone.sync()

        assert (outcome.state, outcome.reason) == ("refused", "log")


def test_a_head_in_our_name_with_a_strangers_key_is_refused() -> None:
    """Only a holder of the root can sign for this log."""
    scene = Scene()
    head = Head(LOG_ID, 9, bytes(32), EMPTY_ROOT, 1)
    page = one_head(head.encode(), head.sign(bytes(32)), 9)
    scene.phone.wrap = answering("/v1/log", lambda _: stream_reply(page))

    assert scene.phone.sync(asked=True).reason in ("chain", "signature")
    assert scene.is_untouched()


def test_a_log_without_a_head_is_refused() -> None:
    """An account has a head from its first second: nothing at all is no answer after signing in."""
    scene = Scene()
    page = stream([(END, end_frame(0, False)[5:])])
    fresh = scene.world.phone("cccccc")
    fresh.wrap = answering("/v1/log", lambda _: stream_reply(page))

    outcome = fresh.sync()

    assert (outcome.state, outcome.reason) == ("refused", "structure")
    assert fresh.store.floor() is None


@pytest.mark.parametrize(
    ("step", "reason", "calls"), [(1, "endless", 256), (0, "cursor", 1), (-1, "cursor", 1)]
)
def test_pages_without_end_are_given_up(step: int, reason: str, calls: int) -> None:
    """More and more pages, a cursor that stands still or falls: refused within bounds."""
    scene = Scene()
    asked: list[int] = []

    def endless(request: Request) -> Response:
        after = int(request.path.split("after=")[1].split("&")[0])
        asked.append(after)
        return stream_reply(stream([(END, end_frame(after + step, True)[5:])]))

    scene.phone.wrap = answering("/v1/log", endless, "GET")

    outcome = scene.phone.sync()

    assert (outcome.state, outcome.reason, len(asked)) == ("refused", reason, calls)
    assert scene.is_untouched()


def test_objects_without_end_are_given_up() -> None:
    """A server that always has more to deliver but delivers nothing is not asked forever."""
    scene = Scene()
    asked: list[bytes] = []

    def endless(request: Request) -> Response:
        asked.append(request.body)
        return stream_reply(stream([(END, end_frame(1, True)[5:])]))

    evil = answering("/v1/objects", endless)
    scene.phone.wrap = lambda transport: evil(altering("/v1/log", bodies_as_rows)(transport))

    outcome = scene.phone.sync()

    assert outcome.findings.missing == set(scene.ids)
    assert len(asked) <= 3


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


def test_a_cut_reply_is_being_offline() -> None:
    """A stream that stops anywhere changes nothing, and is no reason to distrust the server."""
    scene = Scene()
    body = scene.world.log.page(2, True, True)
    for cut in (0, 3, 4, 7, 100, 500, len(body) - 1):
        scene.phone.wrap = answering("/v1/log", lambda _, cut=cut: stream_reply(body[:cut]), "GET")

        outcome = scene.phone.sync()

        assert outcome.state == "offline", cut
        assert scene.is_untouched()
    assert scene.heals()


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
