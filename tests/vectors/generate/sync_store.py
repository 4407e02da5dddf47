"""Vectors of sync/store: scripts that every device store must play with the same results (8.5)."""

from __future__ import annotations

from typing import Any

from tests.vectors.generate.document import Document, case, document

LAYER = "sync.store.script"
FLOOR = (b"SWH1" + bytes(15) + b"\1" + bytes(7) + b"\1" + bytes(67) + b"\1" + bytes(range(64))).hex()
FLOOR_2 = (b"SWH1" + bytes(15) + b"\1" + bytes(7) + b"\2" + bytes(67) + b"\1" + bytes(range(64))).hex()

Step = dict[str, Any]
Script = list[tuple[Step, Any]]


def name_of(number: int) -> str:
    """A 16-byte id that starts with this byte."""
    return f"{number:02x}" + "00" * 14 + f"{number:02x}"


def thing(number: int, rev: int = 1, **members: Any) -> Step:
    """An object as this device has it: a dirty record that nobody has seen, unless told otherwise."""
    return {"id": name_of(number), "form": 1, "local": "aa", "left": False, "lv": rev, "rev": rev} | members


def commit(**changes: Any) -> Step:
    """The step that commits these changes."""
    return {"do": "commit", "changes": changes}


def arrival(number: int, **members: Any) -> Step:
    """A row that waits to be taken in."""
    return {"id": name_of(number), "order": number, "size": 1112, "trusted": True} | members


def stale(*numbers: int) -> Step:
    """The error that names these objects."""
    return {"error": "StaleError", "ids": [name_of(one) for one in numbers]}


def nothing() -> Script:
    """Every read of a store that was never written to."""
    return [
        ({"do": "floor"}, ""),
        ({"do": "inflight"}, ""),
        ({"do": "rows"}, {}),
        ({"do": "objects", "ids": [name_of(1)]}, [{}]),
        ({"do": "scan", "limit": 10}, {"pages": [], "ids": []}),
        ({"do": "dirty"}, []),
        ({"do": "arrivals"}, []),
        ({"do": "named", "name": "x"}, ""),
        ({"do": "names"}, []),
        (commit(), "done"),
    ]


def everything() -> Script:
    """One commit of everything, read back before and after opening anew."""
    changes = commit(
        floor=FLOOR,
        inflight="010203",
        rows={"0": "00" * 49, "255": "ff" * 98},
        objects=[thing(1), thing(2, local="bb", base="bb", left=True)],
        arrivals=[arrival(3), arrival(4, trusted=False, body="cc" * 300)],
        named={"settings": "0102", "slots": "03"},
    )
    reads: Script = [
        ({"do": "floor"}, FLOOR),
        ({"do": "inflight"}, "010203"),
        ({"do": "rows"}, {"0": "00" * 49, "255": "ff" * 98}),
        (
            {"do": "objects", "ids": [name_of(2), name_of(9), name_of(1)]},
            [thing(2, local="bb", base="bb", left=True), {}, thing(1)],
        ),
        ({"do": "arrivals"}, [arrival(3), arrival(4, trusted=False, body="cc" * 300)]),
        ({"do": "named", "name": "slots"}, "03"),
        ({"do": "names"}, ["settings", "slots"]),
        ({"do": "dirty"}, [name_of(1)]),
    ]
    return [(changes, "done"), *reads, ({"do": "reopen"}, "done"), *reads]


def kept() -> Script:
    """A commit changes what it names and nothing else; empty bytes drop the commit under way."""
    return [
        (commit(floor=FLOOR, inflight="01", rows={"7": "07"}, named={"a": "01", "b": "02"}), "done"),
        (commit(rows={"8": "08"}, named={"a": ""}), "done"),
        ({"do": "floor"}, FLOOR),
        ({"do": "inflight"}, "01"),
        ({"do": "rows"}, {"7": "07", "8": "08"}),
        ({"do": "names"}, ["b"]),
        (commit(floor=FLOOR_2, inflight="", rows={"7": "77"}, named={"b": "22"}), "done"),
        ({"do": "floor"}, FLOOR_2),
        ({"do": "inflight"}, ""),
        ({"do": "rows"}, {"7": "77", "8": "08"}),
        ({"do": "named", "name": "b"}, "22"),
        (commit(named={"b": "", "never": ""}), "done"),
        ({"do": "names"}, []),
    ]


def revisions() -> Script:
    """A row is written only over the one before it; a stale commit changes nothing at all."""
    return [
        (commit(objects=[thing(1), thing(2)]), "done"),
        (commit(objects=[thing(1, 2, local="bb")]), "done"),
        (commit(objects=[thing(1, 2, local="cc"), thing(3)], named={"n": "01"}, inflight="09"), stale(1)),
        (commit(objects=[thing(2), thing(3, 2)], arrivals=[arrival(5)]), stale(2, 3)),
        (commit(removed={name_of(1): 1}, forget=True), stale(1)),
        (commit(removed={name_of(4): 1}), stale(4)),
        (
            {"do": "objects", "ids": [name_of(1), name_of(2), name_of(3)]},
            [thing(1, 2, local="bb"), thing(2), {}],
        ),
        ({"do": "names"}, []),
        ({"do": "inflight"}, ""),
        ({"do": "arrivals"}, []),
        (commit(removed={name_of(1): 2}), "done"),
        (commit(objects=[thing(1)]), "done"),
        ({"do": "objects", "ids": [name_of(1)]}, [thing(1)]),
    ]


def dirt() -> Script:
    """Dirty is what differs from its base; blob parts are listed before everything else."""
    return [
        (
            commit(
                objects=[
                    thing(1),
                    thing(2, base="aa"),
                    thing(3, base="bb"),
                    thing(4, form=2),
                    thing(5, form=2, base="aa"),
                    thing(6, form=0, local=""),
                    thing(7, form=2, base="cc"),
                ]
            ),
            "done",
        ),
        ({"do": "dirty"}, [name_of(one) for one in (4, 7, 1, 3, 6)]),
        (
            {"do": "objects", "ids": [name_of(3), name_of(6)]},
            [thing(3, base="bb"), thing(6, form=0, local="")],
        ),
        (
            commit(
                objects=[thing(1, 2, base="aa"), thing(2, 2, local="bb", base="aa")], removed={name_of(6): 1}
            ),
            "done",
        ),
        ({"do": "dirty"}, [name_of(one) for one in (4, 7, 2, 3)]),
        (
            {"do": "objects", "ids": [name_of(1), name_of(2)]},
            [thing(1, 2, base="aa"), thing(2, 2, local="bb", base="aa")],
        ),
    ]


def pages() -> Script:
    """Scanning meets every object once, whatever the page size."""
    numbers = range(1, 8)
    ids = [name_of(one) for one in numbers]
    return [
        (commit(objects=[thing(one) for one in reversed(numbers)]), "done"),
        ({"do": "scan", "limit": 3}, {"pages": [3, 3, 1], "ids": ids}),
        ({"do": "scan", "limit": 7}, {"pages": [7], "ids": ids}),
        ({"do": "scan", "limit": 100}, {"pages": [7], "ids": ids}),
        (commit(removed={name_of(4): 1}), "done"),
        ({"do": "scan", "limit": 2}, {"pages": [2, 2, 2], "ids": [one for one in ids if one != name_of(4)]}),
    ]


def arrivals() -> Script:
    """Arrivals are dropped before new ones are put in, so one commit can replace them."""
    return [
        (commit(arrivals=[arrival(1), arrival(2), arrival(3)]), "done"),
        (
            commit(arrivals=[arrival(2, order=9, body="dd")], arrived=[name_of(1), name_of(2), name_of(8)]),
            "done",
        ),
        ({"do": "arrivals"}, [arrival(2, order=9, body="dd"), arrival(3)]),
        (commit(arrivals=[arrival(3, trusted=False)]), "done"),
        ({"do": "arrivals"}, [arrival(2, order=9, body="dd"), arrival(3, trusted=False)]),
    ]


def forgetting() -> Script:
    """Forgetting drops the server's side and keeps what the person wrote; new facts may come with it."""
    before = commit(
        floor=FLOOR,
        inflight="01",
        rows={"1": "01", "2": "02"},
        objects=[thing(1)],
        arrivals=[arrival(2)],
        named={"slots": "03"},
    )
    return [
        (before, "done"),
        (commit(forget=True, floor=FLOOR_2, rows={"2": "22"}, arrivals=[arrival(4)]), "done"),
        ({"do": "floor"}, FLOOR_2),
        ({"do": "inflight"}, ""),
        ({"do": "rows"}, {"2": "22"}),
        ({"do": "arrivals"}, [arrival(4)]),
        ({"do": "objects", "ids": [name_of(1)]}, [thing(1)]),
        ({"do": "named", "name": "slots"}, "03"),
        (commit(forget=True), "done"),
        ({"do": "floor"}, ""),
        ({"do": "rows"}, {}),
        ({"do": "dirty"}, [name_of(1)]),
        ({"do": "erase"}, "done"),
        ({"do": "reopen"}, "done"),
        *nothing(),
    ]


def large() -> Script:
    """A commit of as many objects as one may hold, and a long envelope."""
    many = [{**thing(1), "id": f"{number:032x}"} for number in range(1024)]
    biggest = thing(100, local="ab" * (88 + 2**12))
    ids = [one["id"] for one in many]
    return [
        (commit(objects=many), "done"),
        (commit(objects=[biggest], inflight="cd" * 2**12), "done"),
        ({"do": "scan", "limit": 500}, {"pages": [500, 500, 25], "ids": [*ids, biggest["id"]]}),
        ({"do": "objects", "ids": [biggest["id"]]}, [biggest]),
        ({"do": "dirty"}, [*ids, biggest["id"]]),
        (commit(removed=dict.fromkeys(ids, 1)), "done"),
        ({"do": "dirty"}, [biggest["id"]]),
    ]


SCRIPTS = {
    "nothing.json": nothing,
    "everything.json": everything,
    "kept.json": kept,
    "revisions.json": revisions,
    "dirt.json": dirt,
    "pages.json": pages,
    "arrivals.json": arrivals,
    "forgetting.json": forgetting,
    "large.json": large,
}


def documents() -> dict[str, Document]:
    """The files of tests/vectors/sync/store."""
    return {
        f"sync/store/{name}": _document(script.__doc__ or "", script()) for name, script in SCRIPTS.items()
    }


def _document(comment: str, script: Script) -> Document:
    steps, expect = [step for step, _ in script], [result for _, result in script]
    return document(LAYER, comment, [case(comment, {"steps": steps}, expect)])
