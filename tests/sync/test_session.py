"""Rounds of several devices: what everyone sees in the end, whatever happened on the way."""

from __future__ import annotations

import random as seeded
from collections.abc import Callable
from itertools import product
from typing import Any

import pytest

from sync.calls import Request, Response
from sync.session import run_round
from tests.sync.faults import Crash, Dying, MortalStore, answering
from tests.sync.memory_server import error
from tests.sync.operations import cases, outcome
from tests.sync.world import NOW_S, Phone, Transport, World

VECTORS = cases("session")


@pytest.mark.parametrize(("layer", "case"), [v[1:] for v in VECTORS], ids=[v[0] for v in VECTORS])
def test_vector(layer: str, case: dict[str, Any]) -> None:
    """Each answer of a server has the outcome the vectors say."""
    assert outcome(layer, case["input"]) == case["expect"]


def two_phones(world: World) -> tuple[Phone, Phone]:
    """Two devices of one person."""
    return world.phone("aaaaaa"), world.phone("bbbbbb")


def quiet(*phones: Phone) -> None:
    """Sync until nobody has anything to say any more; all are then up to date."""
    for _ in range(3):
        for phone in phones:
            phone.wrap = lambda transport: transport
            phone.clock_ms += 2 * 86_400_000
            phone.sync()
    assert [phone.sync().state for phone in phones] == ["up_to_date"] * len(phones)


def texts(phone: Phone) -> set[str]:
    """Every word that is written anywhere in this device's records, shown or kept aside."""
    return {
        word for value in phone.all().values() for word in repr((value["f"], value.get("also"))).split("'")
    }


def test_an_entry_written_on_one_device_appears_on_the_other() -> None:
    """Write, sync, and a device that signs in has it."""
    world = World()
    first, second = two_phones(world)
    entry = world.new_id()
    first.write(entry, {"t": "hello"})

    assert first.sync().state == "up_to_date"
    assert second.sync().state == "up_to_date"

    assert second.all() == first.all()
    assert set(second.changed) == {entry}


def test_a_second_round_is_one_small_request() -> None:
    """With nothing new on either side, one conditional request says so."""
    world = World()
    phone = world.phone("aaaaaa")
    phone.write(world.new_id(), {"t": "x"})
    phone.sync()
    calls = []
    phone.wrap = lambda transport: lambda request: (calls.append(request.path), transport(request))[1]

    assert phone.sync().state == "up_to_date"

    assert [path.split("?")[0] for path in calls] == ["/v1/log"]


def test_sending_is_one_request_and_a_whole_round() -> None:
    """A commit that the server takes proves that nothing else is new there."""
    world = World()
    phone = world.phone("aaaaaa")
    phone.sync()
    entry = world.new_id()
    phone.write(entry, {"t": "x"})
    calls = []
    phone.wrap = lambda transport: lambda request: (calls.append(request.method), transport(request))[1]

    assert phone.sync().state == "up_to_date"

    assert calls == ["POST"]
    assert phone.acknowledged == [entry]


def test_both_edit_offline_and_both_texts_are_on_both() -> None:
    """Different blocks merge silently; the same block keeps the loser as also written."""
    world = World()
    first, second = two_phones(world)
    entry = world.new_id()
    first.write(entry, {"b": {"one": "common", "two": "common"}})
    quiet(first, second)
    first.write(entry, {"b": {"one": "first says", "two": "common", "three": "only first"}})
    second.write(entry, {"b": {"one": "second says", "two": "second too"}})

    quiet(first, second)

    assert first.all() == second.all()
    assert texts(first) >= {"first says", "only first", "second says", "second too"}


def test_deletion_travels_and_an_unseen_edit_survives_it() -> None:
    """A delete that had seen the edit wins; an edit it had not seen comes back."""
    world = World()
    first, second = two_phones(world)
    seen, unseen = world.new_id(), world.new_id()
    for entry in (seen, unseen):
        first.write(entry, {"t": "text"})
    quiet(first, second)
    first.delete(seen)
    first.delete(unseen)
    second.write(unseen, {"t": "still wanted"})

    quiet(first, second)

    assert first.all() == second.all()
    assert second.all()[seen]["gone"] == 1
    assert second.all()[unseen]["f"] == {"t": "still wanted"}


def test_a_fresh_device_takes_in_the_newest_first() -> None:
    """The first chunk after joining holds what was written last."""
    world = World()
    writer, fresh = two_phones(world)
    writer.sync()
    ids = [world.new_id() for _ in range(100)]
    for entry in ids:
        writer.write(entry, {"t": "x"})
        writer.sync()

    fresh.sync()

    first_chunk = next(list(one.records) for one in fresh.effects if hasattr(one, "records"))
    assert set(first_chunk) == set(ids[-64:])
    assert fresh.all() == writer.all()


def test_looking_does_not_send() -> None:
    """With send off the device pulls and keeps its own to itself."""
    world = World()
    first, second = two_phones(world)
    first.write(world.new_id(), {"t": "there"})
    first.sync()
    second.write(world.new_id(), {"t": "here"})

    end = second.sync(send=False)

    assert (end.state, end.pending) == ("pending", 1)
    assert len(second.all()) == 2
    assert len(world.log.objects) == 1


def test_pages_of_single_commits_give_the_same_result() -> None:
    """Where the server cuts its pages does not matter, also when commits come in between."""
    world = World()
    first, second = two_phones(world)
    first.sync()
    second.sync()
    for _ in range(5):
        first.write(world.new_id(), {"t": "x"})
        first.sync()
    world.server.page_commits = 1
    late = world.new_id()

    def write_between(transport: Transport) -> Transport:
        def send(request: Request) -> Response | None:
            response = transport(request)
            if f"after={world.log.newest.n - 2}&" in request.path and late not in world.log.objects:
                first.write(late, {"t": "between"})
                first.sync()
            return response

        return send

    second.wrap = write_between

    assert second.sync().state == "up_to_date"
    assert second.all() == first.all()


def test_thousands_of_entries_go_up_in_ordinary_commits() -> None:
    """Weeks of offline writing need no special path: commits of at most 1 024 rows."""
    world = World()
    first, second = two_phones(world)
    for _ in range(2_501):
        first.write(world.new_id(), {"t": "x"})

    assert first.sync().state == "up_to_date"
    assert second.sync().state == "up_to_date"

    assert [len(one.ids) for one in first.effects if hasattr(one, "ids")] == [1024, 1024, 453]
    assert second.all() == first.all()


@pytest.mark.parametrize(
    ("answer", "state", "retry"),
    [
        (lambda _: None, "offline", 0),
        (lambda _: error(401, "unauthorized"), "signed_out", 0),
        (lambda _: error(426, "update_needed"), "update_needed", 0),
        (lambda _: error(429, "rate_limited", retry_after_s=17), "pending", 17),
        (lambda _: error(507, "quota"), "full", 0),
        (lambda _: error(500, "server_error"), "offline", 0),
        (lambda _: error(503, "busy", retry_after_s=5), "offline", 5),
        (lambda _: error(400, "bad_request"), "refused", 0),
    ],
)
def test_answers_that_end_a_round(answer: Callable[..., object], state: str, retry: int) -> None:
    """Each ends the round in a state of its own, keeps what is pending, and the next round goes through."""
    world = World()
    phone = world.phone("aaaaaa")
    phone.sync()
    phone.write(world.new_id(), {"t": "x"})
    phone.wrap = answering("/v1/log", answer)  # type: ignore[arg-type]

    end = phone.sync()

    assert (end.state, end.pending, end.retry_after_s) == (state, 1, retry)
    quiet(phone)


@pytest.mark.parametrize("status", [200, 302, 401, 404])
def test_a_page_of_somebody_else_is_being_offline(status: int) -> None:
    """A captive portal or a broken proxy is no state of the server."""
    world = World()
    phone = world.phone("aaaaaa")
    phone.sync()
    phone.wrap = answering("/v1/log", lambda _: Response(status, {"content-type": "text/html"}, b"<html>"))

    assert phone.sync().state == "offline"
    phone.write(world.new_id(), {"t": "x"})
    assert phone.sync().state == "offline"


def play(world: World, first: Phone, second: Phone) -> Callable[[Phone], None]:
    """A day on two devices that ends with unsent changes on the second; then how to check what it became."""
    shared = world.new_id()
    first.write(shared, {"a": "common", "b": "common"})
    quiet(first, second)
    first.write(shared, {"a": "changed by first", "b": "common"})
    first.write(world.new_id(), {"a": "new on first"})
    first.sync()
    second.write(shared, {"a": "common", "b": "changed by second"})
    second.write(world.new_id(), {"a": "new on second"})

    def check(second: Phone) -> None:
        quiet(second, first)
        assert first.all() == second.all()
        assert first.all()[shared]["f"] == {"a": "changed by first", "b": "changed by second"}
        assert texts(first) >= {"new on first", "new on second"}
        assert all("also" not in value for value in first.all().values())

    return check


@pytest.mark.parametrize(("step", "after"), list(product(range(1, 12), (False, True))))
def test_a_crash_at_any_write_loses_nothing(step: int, after: bool) -> None:
    """The process dies before or after its n-th commit; the next start goes on from what is stored."""
    world = World()
    first, store = world.phone("aaaaaa"), MortalStore()
    second = world.phone("bbbbbb", store=store)
    check = play(world, first, second)
    store.commits, store.dies_at, store.after = 0, step, after
    try:
        second.sync()
    except Crash:
        second = world.phone("bbbbbb", store=store, clock_ms=second.clock_ms)
    store.dies_at = 0
    check(second)


@pytest.mark.parametrize(("step", "reply"), list(product(range(1, 8), (False, True))))
def test_a_request_or_reply_lost_at_any_step_loses_nothing(step: int, reply: bool) -> None:
    """The n-th call of the round never arrives, or its answer does not."""
    world = World()
    first, second = two_phones(world)
    check = play(world, first, second)
    second.wrap = Dying(step, reply)

    second.sync()

    check(second)


@pytest.mark.parametrize("step", range(1, 10))
def test_a_round_abandoned_at_any_effect_loses_nothing(step: int) -> None:
    """The tab is closed in the middle of a round."""
    world = World()
    first, second = two_phones(world)
    check = play(world, first, second)
    going = run_round(second.device, NOW_S)
    effect = next(going, None)
    for _ in range(step):
        if effect is None:
            break
        try:
            effect = going.send(world.transport(effect) if hasattr(effect, "path") else None)
        except StopIteration:
            break
    going.close()

    check(second)


def test_an_edit_between_two_steps_of_a_round_is_not_lost() -> None:
    """Writing goes on while a commit is under way; the newer text is sent next."""
    world = World()
    first, second = two_phones(world)
    entry = world.new_id()
    first.write(entry, {"t": "one"})
    first.sync()
    first.write(entry, {"t": "two"})
    done = []

    def write_meanwhile(transport: Transport) -> Transport:
        def send(request: Request) -> Response | None:
            response = transport(request)
            if request.method == "POST" and not done:
                done.append(True)
                first.write(entry, {"t": "three"})
            return response

        return send

    first.wrap = write_meanwhile

    assert first.sync().state == "up_to_date"
    second.sync()
    assert second.all()[entry]["f"] == {"t": "three"}
    assert "also" not in second.all()[entry]


@pytest.mark.parametrize("seed", range(40))
def test_random_lives_converge_without_loss(seed: int) -> None:
    """Three devices write, sync, lose replies and die at random; in half of the runs the server rewinds."""
    dice = seeded.Random(seed)
    world = World(seed)
    stores = [MortalStore() for _ in range(3)]
    phones = [world.phone(f"tag{n:03}", store=store) for n, store in enumerate(stores)]
    entries = [world.new_id() for _ in range(3)]
    words: set[str] = set()
    backup = world.log.copy()
    for step in range(60):
        n = dice.randrange(3)
        phone, store = phones[n], stores[n]
        phone.clock_ms += dice.randrange(-5_000, 86_400_000)
        action = dice.random()
        if action < 0.45:
            entry, word = dice.choice(entries), f"word{step};"
            old = phone.read(entry)
            f = old["f"] if old else {}
            change = {f"p{step}": word} if dice.random() < 0.5 else {"t": f.get("t", "") + word}
            phone.write(entry, {**f, **change})
            words.add(word)
        elif action < 0.9:
            phone.wrap = (
                Dying(dice.randrange(1, 6), dice.random() < 0.5) if dice.random() < 0.4 else (lambda t: t)
            )
            store.dies_at = store.commits + dice.randrange(1, 8) if dice.random() < 0.3 else 0
            store.after = dice.random() < 0.5
            try:
                phone.sync(asked=True)
            except Crash:
                phones[n] = world.phone(phone.tag, store=store, clock_ms=phone.clock_ms)
            store.dies_at = 0
        elif action < 0.95:
            backup = world.log.copy()
        elif seed % 2:
            world.restore(backup.copy())
    quiet(*phones)

    assert phones[0].all() == phones[1].all() == phones[2].all()
    written = repr(phones[0].all())
    assert [word for word in words if word not in written] == []
