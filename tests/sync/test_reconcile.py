"""Reconcile: one state out of two, told to the person once."""

from __future__ import annotations

from dataclasses import replace

from sync import notice
from sync.frames import ROW
from sync.reconcile import too_soon
from sync.store import Changes
from tests.sync.faults import MortalStore, altering, answering
from tests.sync.lies import pick
from tests.sync.memory_server import error
from tests.sync.test_append import add_blob
from tests.sync.world import Phone, World


def rewound() -> tuple[World, Phone, Phone, dict[str, bytes]]:
    """Two devices, and a server that lost the last commits: one entry unknown there, one older."""
    world = World()
    first, second = world.phone("aaaaaa"), world.phone("bbbbbb")
    ids = {name: world.new_id() for name in ("kept", "older", "lost")}
    first.write(ids["kept"], {"t": "kept"})
    first.write(ids["older"], {"t": "first version"})
    first.sync()
    second.sync()
    backup = world.log.copy()
    first.write(ids["older"], {"t": "second version"})
    first.write(ids["lost"], {"t": "lost"})
    first.sync()
    second.sync()
    world.restore(backup)
    return world, first, second, ids


def test_what_the_server_lost_is_sent_again() -> None:
    """Older versions win nothing, unknown objects come back, and the notice says how many."""
    world, first, second, ids = rewound()
    before = first.all()

    outcome = first.sync()

    assert (outcome.state, outcome.pending) == ("up_to_date", 0)
    assert outcome.healed is not None
    assert (outcome.healed.after, outcome.healed.again, outcome.healed.merged) == (2, 2, 0)
    assert first.all() == before
    assert set(world.log.objects) == set(ids.values())
    second.sync()
    assert second.all() == before


def test_what_was_written_on_both_paths_is_merged() -> None:
    """The restored server went on with a third device; both sides' words are kept."""
    world, first, _, ids = rewound()
    third = world.phone("cccccc")
    third.sync()
    third.write(ids["older"], {"t": "third says"})
    third.sync()

    outcome = first.sync()
    third.sync()

    assert outcome.healed is not None
    assert (outcome.healed.again, outcome.healed.merged) == (1, 1)
    assert first.all() == third.all()
    assert {"second version", "third says"} <= set(repr(first.all()[ids["older"]]).split("'"))


def test_the_notice_stays_until_it_was_read() -> None:
    """Every round tells it; once it is read, none does."""
    _, first, _, _ = rewound()
    first.sync()

    assert first.sync().healed is not None
    healed = notice.load(first.store)
    assert healed is not None
    first.store.commit(Changes(named={notice.ROW: notice.mark_read(healed).pack()}))

    assert first.sync().healed is None


def test_a_crash_between_the_steps_keeps_counts_and_distrust() -> None:
    """The base stays uncertain for what is still behind, and the notice is told after the restart."""
    world, _, second, ids = rewound()
    third = world.phone("cccccc")
    third.sync()
    third.write(ids["older"], {"t": "third says"})
    third.sync()
    second.wrap = answering("/v1/objects", lambda _: None)

    assert second.sync().state == "offline"
    assert [one.trusted for one in second.store.arrivals()] == [False]
    second.wrap = lambda transport: transport
    again = world.phone("bbbbbb", store=second.store, clock_ms=second.clock_ms)
    outcome = again.sync()

    assert outcome.healed is not None
    assert (outcome.healed.again, outcome.healed.merged) == (1, 1)
    assert "second version" in repr(again.all())


def test_a_commit_under_way_is_dropped_and_its_objects_stay_dirty() -> None:
    """It was built on a state that the server no longer has."""
    world, first, _, _ = rewound()
    entry = world.new_id()
    first.write(entry, {"t": "under way"})
    first.wrap = answering("/v1/log", lambda _: None, "POST")
    first.sync()
    assert first.store.inflight() != b""
    first.wrap = lambda transport: transport

    assert first.sync().state == "up_to_date"
    assert entry in world.log.objects


def test_joining_is_told_to_nobody() -> None:
    """A device without a floor has nothing to lose: no notice."""
    world, _, _, _ = rewound()
    fresh = world.phone("dddddd")

    assert fresh.sync().healed is None


def test_entries_written_before_joining_are_sent_after_the_complete_pull() -> None:
    """A fresh device never appends before it has seen everything (A1)."""
    world, first, _, _ = rewound()
    first.sync()
    fresh = world.phone("dddddd")
    fresh.write(world.new_id(), {"t": "before joining"})
    calls: list[str] = []
    fresh.wrap = lambda transport: (
        lambda request: (calls.append(f"{request.method} {request.path}"), transport(request))[1]
    )

    assert fresh.sync().state == "up_to_date"

    assert calls[0] == "GET /v1/log?after=0&chain=0&bodies=0"
    assert calls.index("POST /v1/log") > calls.index("POST /v1/objects")
    first.sync()
    assert first.all() == fresh.all()


def test_a_pull_whose_rows_do_not_fit_is_repeated_in_full_without_a_notice() -> None:
    """Rows damaged on this device are fetched again (P5); nothing happened to the log."""
    _, first, second, ids = rewound()
    first.sync()
    second.sync()
    first.write(ids["kept"], {"t": "changed"})
    first.sync()
    second.store.commit(Changes(rows=dict.fromkeys(second.store.rows(), b""), named={notice.ROW: None}))
    second.device = replace(second.device)

    outcome = second.sync()

    assert (outcome.state, outcome.healed) == ("up_to_date", None)
    assert second.all() == first.all()


def test_a_full_pull_that_does_not_fit_either_is_refused() -> None:
    """Nothing is taken from a state whose rows are not its own."""
    _, first, _, _ = rewound()
    first.wrap = altering(
        "/v1/log", lambda found: [f for i, f in enumerate(found) if i not in pick(found, ROW)[:1]]
    )

    outcome = first.sync()

    assert (outcome.state, outcome.reason) == ("refused", "root")


def test_equal_envelopes_need_nothing() -> None:
    """After moving to another server the hashes are equal: no bodies, no commits."""
    world, first, second, _ = rewound()
    first.sync()
    second.sync()
    second.store.commit(Changes(forget=True))
    second.device = replace(second.device)
    n = world.log.newest.n
    second.wrap = answering("/v1/objects", lambda _: error(500, "server_error"))

    assert second.sync().state == "up_to_date"
    assert world.log.newest.n == n


def test_a_void_on_the_server_meets_a_void_here() -> None:
    """Removed on both sides: gone."""
    _, first, _, _ = rewound()
    first.sync()
    blob = add_blob(first)
    first.sync()
    found = first.store.objects([blob])[0]
    assert found is not None
    gone = replace(found, form=0, local=b"", base=None, rev=found.rev + 1)
    first.store.commit(Changes(objects=[gone]))
    first.sync()
    first.store.commit(Changes(objects=[replace(gone, rev=1)], forget=True))
    first.device = replace(first.device)

    assert first.sync().state == "up_to_date"
    assert first.store.objects([blob]) == [None]


def test_the_clock_only_spaces_out_automatic_reconciles() -> None:
    """A clock set back or forward by years does not lock anything for longer than a day of that clock."""
    _, first, _, _ = rewound()
    first.sync()
    now_s = first.clock_ms // 1000

    assert too_soon(first.store, now_s)
    assert too_soon(first.store, now_s - 3600)
    assert not too_soon(first.store, now_s + 90_000)
    assert not too_soon(first.store, now_s - 90_000)
    assert not too_soon(MortalStore(), now_s)
