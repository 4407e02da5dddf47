"""The contract of a device store as scripts: steps in JSON, one result in JSON for each.

The twin is pwa/tests/sync/script.ts. Bytes are lower-case hex; what is absent is left out, an absent
object is {}, an absent row "".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sync.store import Arrival, Changes, SignedHead, StaleError, Store, StoredObject

Step = Mapping[str, Any]


def run_script(open_store: Callable[[], Store], steps: list[Step]) -> list[Any]:
    """The results of the steps. open_store: opens the same storage every time it is called."""
    store = open_store()
    results = []
    for step in steps:
        if step["do"] == "reopen":
            store.close()
            store = open_store()
            results.append("done")
        else:
            results.append(_run(store, step))
    store.close()
    return results


def _run(store: Store, step: Step) -> Any:
    match step["do"]:
        case "commit":
            return _commit(store, step["changes"])
        case "floor":
            floor = store.floor()
            return "" if floor is None else floor.pack().hex()
        case "inflight":
            return store.inflight().hex()
        case "rows":
            return {str(i): rows.hex() for i, rows in store.rows().items()}
        case "objects":
            found = store.objects([bytes.fromhex(one) for one in step["ids"]])
            return [{} if one is None else _object_json(one) for one in found]
        case "scan":
            return _scan(store, step["limit"])
        case "dirty":
            return [one.hex() for one in store.dirty()]
        case "arrivals":
            return [_arrival_json(one) for one in sorted(store.arrivals(), key=lambda one: one.id)]
        case "named":
            return (store.named(step["name"]) or b"").hex()
        case "names":
            return store.names()
    assert step["do"] == "erase"
    store.erase()
    return "done"


def _commit(store: Store, given: Step) -> Any:
    try:
        store.commit(_changes(given))
    except StaleError as error:
        return {"error": "StaleError", "ids": sorted(one.hex() for one in error.ids)}
    return "done"


def _scan(store: Store, limit: int) -> Any:
    pages: list[int] = []
    ids: list[str] = []
    page = store.scan(b"", limit)
    while page:
        pages.append(len(page))
        ids += [one.id.hex() for one in page]
        page = store.scan(page[-1].id, limit)
    return {"pages": pages, "ids": sorted(ids)}


def _changes(given: Step) -> Changes:
    return Changes(
        forget=given.get("forget", False),
        floor=SignedHead.unpack(bytes.fromhex(given["floor"])) if "floor" in given else None,
        inflight=bytes.fromhex(given["inflight"]) if "inflight" in given else None,
        rows={int(i): bytes.fromhex(rows) for i, rows in given.get("rows", {}).items()},
        objects=[_object(one) for one in given.get("objects", [])],
        removed={bytes.fromhex(one): rev for one, rev in given.get("removed", {}).items()},
        arrivals=[_arrival(one) for one in given.get("arrivals", [])],
        arrived=[bytes.fromhex(one) for one in given.get("arrived", [])],
        named={name: bytes.fromhex(row) or None for name, row in given.get("named", {}).items()},
    )


def _object(one: Step) -> StoredObject:
    base = bytes.fromhex(one["base"]) if "base" in one else None
    return StoredObject(
        bytes.fromhex(one["id"]),
        one["form"],
        bytes.fromhex(one["local"]),
        base,
        one["left"],
        one["lv"],
        one["rev"],
    )


def _object_json(one: StoredObject) -> dict[str, Any]:
    base = {} if one.base is None else {"base": one.base.hex()}
    fixed = {"id": one.id.hex(), "form": one.form, "local": one.local.hex()}
    return fixed | base | {"left": one.left, "lv": one.lv, "rev": one.rev}


def _arrival(one: Step) -> Arrival:
    body = bytes.fromhex(one["body"]) if "body" in one else None
    return Arrival(bytes.fromhex(one["id"]), one["order"], one["size"], one["trusted"], body)


def _arrival_json(one: Arrival) -> dict[str, Any]:
    body = {} if one.body is None else {"body": one.body.hex()}
    return {"id": one.id.hex(), "order": one.order, "size": one.size, "trusted": one.trusted} | body
