"""A server that lies in what it lists and delivers (SPEC §18): detected, or harmless."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from crypto.keys import epoch_keys
from sync.calls import Request, Response
from sync.frames import END, HEAD, ITEM, end_frame
from sync.state import EMPTY_ROOT, Head, genesis
from tests.sync.faults import Frames, altering, answering, read, stream
from tests.sync.lies import (
    Scene,
    answer_altered,
    bodies_as_rows,
    break_signature,
    drop_newest_head,
    drop_object,
    head_before_objects,
    lie_about_n,
    repeat_head,
    reverse_objects,
    swap_envelopes,
)
from tests.sync.memory_server import stream as stream_reply
from tests.sync.world import LOG_ID


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
