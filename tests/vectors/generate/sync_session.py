"""Vectors of sync/session: a server's answers, sound and with one fault, and what a device does (8.5)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from crypto.keys import epoch_keys
from sync import frames
from sync.state import EMPTY_ROOT
from tests.vectors.generate.document import Case, Document, case, document
from tests.vectors.generate.session_chain import (
    FORK3,
    FORK4,
    H1,
    H2,
    H3,
    H4,
    H5,
    ROOTS,
    STRANGER,
    STRAY3,
    STRAY4,
    after,
    came,
    envelope,
    fresh,
    given,
    head_frame,
    item,
    name_of,
    outcome,
    root_of,
    row,
    row_frame,
    stream,
    void,
)


def documents() -> dict[str, Document]:
    """The files of tests/vectors/sync/session."""
    return {
        "sync/session/pull.json": document(
            "sync.session.pull", "pulls that go through (8.5, P1-P6)", pulls()
        ),
        "sync/session/pull_faults.json": document(
            "sync.session.pull", "one fault each (8.5, P2-P5)", pull_faults()
        ),
        "sync/session/reconcile.json": document(
            "sync.session.reconcile", "full pulls (8.7, R1, R2)", reconciles()
        ),
        "sync/session/commit.json": document(
            "sync.session.commit", "the commit a device sends (8.5, A1-A3)", commits()
        ),
    }


def pulls() -> list[Case]:
    """Sound answers."""
    two = [head_frame(H3), item(1, 2), item(3), head_frame(H4)]
    voided = after(H2, void(1), row(2))
    paged = [
        stream(head_frame(H3), item(1, 2), n=3, more=True),
        stream(item(3), head_frame(H4)),
    ]
    overtaken = after(H4, row(1, 3), row(2), row(3))
    return [
        case("not modified", given(304), outcome("done")),
        case("just the floor", given(stream(head_frame(H2), n=2)), outcome("done")),
        case("one commit", given(stream(item(1, 2), head_frame(H3), n=3)), came(H3, 1)),
        case("a chain of two", given(stream(*two)), came(H4, 1, 3)),
        case(
            "rows without bodies",
            given(stream(head_frame(H3), row_frame(row(1, 2)), row_frame(row(3)), head_frame(H4))),
            came(H4, 1, 3),
        ),
        case("two pages", given(*paged), came(H4, 1, 3)),
        case(
            "an object comes again on the second page because it changed meanwhile",
            given(
                stream(head_frame(H3), item(1, 2), n=3, more=True),
                stream(head_frame(H4), item(3), item(1, 3), head_frame(overtaken), n=5),
            ),
            came(overtaken, 1, 3),
        ),
        case("an empty first page", given(stream(n=3, more=True), stream(*two)), came(H4, 1, 3)),
        case(
            "a void of an object that is not here",
            given(stream(row_frame(void(1)), head_frame(voided), n=3)),
            came(voided),
        ),
        case(
            "a rotation, with both roots",
            given(stream(head_frame(H3), head_frame(H4), item(1, 2), item(3), head_frame(H5), n=5), roots=2),
            came(H5, 1, 3),
        ),
        case(
            "a blob part",
            given(stream(row_frame(row(3, 1, 2)), head_frame(after(H2, row(1), row(2), row(3, 1, 2))), n=3)),
            came(after(H2, row(1), row(2), row(3, 1, 2)), 3),
        ),
        case(
            "the signature of a head in between does not count",
            given(stream(head_frame(H3, STRANGER), item(1, 2), item(3), head_frame(H4))),
            came(H4, 1, 3),
        ),
    ]


def pull_faults() -> list[Case]:
    """One fault each, in the order of the checks."""
    body = [item(1, 2), item(3)]
    chain = [head_frame(H3), *body, head_frame(H4)]
    other_log = bytes(range(16))
    lower = replace(H4, epoch=1, parent=H5.id, n=6)
    faults: list[tuple[str, str, list[str | int], dict[str, Any]]] = [
        ("an empty body", "offline cut", [""], {}),
        ("cut inside the magic", "offline cut", [stream(*chain)[:6]], {}),
        ("cut inside a frame", "offline cut", [stream(*chain)[:300]], {}),
        ("cut before the end", "offline cut", [stream(*chain)[:-28]], {}),
        ("another magic", "refused structure", ["00" + stream(*chain)[2:]], {}),
        ("bytes after the end", "refused structure", [stream(*chain) + "00"], {}),
        ("a second end", "refused structure", [stream(*chain) + frames.end_frame(4, False).hex()], {}),
        ("a frame of another kind", "refused structure", [stream(*chain, frames.meta_frame(b"{}"))], {}),
        ("no head at all", "refused structure", [stream(*body)], {}),
        ("nothing but the end", "refused structure", [stream(n=2)], {}),
        (
            "a head with another magic",
            "refused structure",
            [stream(b"H\0\0\0\xa0" + b"SWH2" + bytes(156))],
            {},
        ),
        ("a head after the newest one", "refused structure", [stream(*chain, head_frame(H4))], {}),
        ("an object after the newest head", "refused structure", [stream(*chain, item(5))], {}),
        (
            "a newest head on a page that is not the last",
            "refused structure",
            [stream(*chain, more=True)],
            {},
        ),
        (
            "a row of a form that is not",
            "refused structure",
            [stream(head_frame(H3), row_frame(b"\3" + row(1)[1:]), head_frame(H4))],
            {},
        ),
        (
            "a void with a hash",
            "refused structure",
            [stream(head_frame(H3), row_frame(b"\0" + row(1)[1:]), head_frame(H4))],
            {},
        ),
        (
            "an envelope of another kind",
            "refused structure",
            [stream(head_frame(H3), item(1, 2, 3), head_frame(H4))],
            {},
        ),
        ("the end says another number", "refused structure", [stream(*chain, n=5)], {}),
        ("a cursor that stands still", "refused cursor", [stream(n=2, more=True)], {}),
        ("a cursor that goes back", "refused cursor", [stream(n=1, more=True)], {}),
        ("not modified on the second page", "refused structure", [stream(n=3, more=True), 304], {}),
        ("another log", "refused log", [stream(*body, head_frame(replace(H3, log_id=other_log)), n=3)], {}),
        (
            "a head of another log in between",
            "refused log",
            [stream(head_frame(replace(H3, log_id=other_log)), *body, head_frame(H4))],
            {},
        ),
        ("an older head", "diverged diverged", [stream(head_frame(H1), n=1)], {}),
        (
            "another head with the floor's number",
            "diverged diverged",
            [stream(head_frame(replace(H2, root=EMPTY_ROOT)), n=2)],
            {},
        ),
        (
            "several heads that end at the floor",
            "refused chain",
            [stream(head_frame(H1), *body, head_frame(H2), n=2)],
            {},
        ),
        ("a gap after the floor", "refused chain", [stream(*body, head_frame(H4))], {}),
        (
            "a gap between heads",
            "refused chain",
            [stream(head_frame(H3), *body, head_frame(after(H4)), n=5)],
            {},
        ),
        ("heads in disorder", "refused chain", [stream(head_frame(H4), *body, head_frame(H3), n=3)], {}),
        (
            "a head twice",
            "refused chain",
            [stream(head_frame(H3), head_frame(H3), *body, head_frame(H4))],
            {},
        ),
        (
            "another parent in between",
            "refused chain",
            [stream(head_frame(FORK3), *body, head_frame(H4))],
            {},
        ),
        (
            "an epoch that falls",
            "refused chain",
            [stream(head_frame(H5), *body, head_frame(lower), n=6)],
            {"floor": H4, "roots": 2},
        ),
        (
            "an epoch below the floor's",
            "refused chain",
            [stream(*body, head_frame(lower), n=6)],
            {"floor": H5, "roots": 2},
        ),
        ("another branch", "diverged diverged", [stream(item(1, 3), head_frame(STRAY3), n=3)], {}),
        (
            "another branch, some commits long",
            "diverged diverged",
            [stream(head_frame(STRAY3), item(1, 3), item(4), head_frame(STRAY4))],
            {},
        ),
        (
            "keys changed elsewhere",
            "needs_passphrase epoch",
            [stream(head_frame(H3), head_frame(H4), *body, head_frame(H5), n=5)],
            {},
        ),
        (
            "signed by a stranger",
            "refused signature",
            [stream(head_frame(H3), *body, head_frame(H4, STRANGER))],
            {},
        ),
        (
            "signed by an earlier epoch's key",
            "refused signature",
            [stream(head_frame(H3), head_frame(H4), *body, head_frame(H5, epoch_keys(ROOTS[0]).log), n=5)],
            {"roots": 2},
        ),
        ("an object is left out", "diverged root", [stream(head_frame(H3), item(1, 2), head_frame(H4))], {}),
        ("an object too many", "diverged root", [stream(*chain[:-1], item(9), chain[-1])], {}),
        (
            "an older envelope",
            "diverged root",
            [stream(head_frame(H3), item(1), item(3), head_frame(H4))],
            {},
        ),
        (
            "two envelopes swapped",
            "diverged root",
            [
                stream(
                    head_frame(H3),
                    frames.item_frame(name_of(1), envelope(3)),
                    frames.item_frame(name_of(3), envelope(1, 2)),
                    head_frame(H4),
                )
            ],
            {},
        ),
        ("an object with the floor's own head", "diverged root", [stream(item(9), head_frame(H2), n=2)], {}),
    ]
    return [
        case(comment, given(*answers, **members), outcome(end, members.get("floor", H2)) | _rows_of(members))
        for comment, end, answers, members in faults
    ]


def _rows_of(members: dict[str, Any]) -> dict[str, Any]:
    # Whatever the floor says, the device's rows are those it was given.
    return {"root": root_of(row(1), row(2)).hex()} if members else {}


def reconciles() -> list[Case]:
    """Full pulls by a fresh device and by one that knew another path."""
    full = [row_frame(row(1, 3)), row_frame(row(2)), row_frame(row(4))]
    later = [row_frame(row(1, 2)), row_frame(row(2)), row_frame(row(3))]
    other_log = bytes(range(16))
    return [
        case("a fresh device joins", fresh(stream(*full, head_frame(FORK4))), came(FORK4, 1, 2, 4)),
        case("a fresh device joins an empty log", fresh(stream(head_frame(H1), n=1)), came(H1)),
        case("a log that took another path", given(stream(*full, head_frame(FORK4))), came(FORK4, 1, 2, 4)),
        case("an older state of the same log", given(stream(head_frame(H1), n=1)), came(H1)),
        case(
            "the newest root is held", fresh(stream(*later, head_frame(H5), n=5), roots=2), came(H5, 1, 2, 3)
        ),
        case(
            "heads of a chain that was not asked for",
            fresh(stream(head_frame(FORK3), *full, head_frame(FORK4))),
            outcome("refused structure", None),
        ),
        case("not modified", fresh(304), outcome("refused structure", None)),
        case(
            "another log",
            fresh(stream(head_frame(replace(H1, log_id=other_log)), n=1)),
            outcome("refused log", None),
        ),
        case(
            "an epoch whose root is not held",
            fresh(stream(*later, head_frame(H5), n=5)),
            outcome("needs_passphrase epoch", None),
        ),
        case(
            "signed by a stranger",
            fresh(stream(*full, head_frame(FORK4, STRANGER))),
            outcome("refused signature", None),
        ),
        case(
            "rows that do not give the root",
            fresh(stream(*full[:2], head_frame(FORK4))),
            outcome("refused root", None),
        ),
        case(
            "an earlier epoch than the newest root",
            fresh(stream(*full, head_frame(FORK4)), roots=2),
            outcome("refused epoch", None),
        ),
        case(
            "an earlier epoch than the floor's",
            given(stream(*full, head_frame(FORK4)), floor=H5, roots=2),
            outcome("refused epoch", H5) | {"root": root_of(row(1), row(2)).hex()},
        ),
    ]


def commits() -> list[Case]:
    """What is sent for given objects, the signature left out: it is verified instead."""

    def one(number: int, kind: int = 1) -> dict[str, Any]:
        return {"id": name_of(number).hex(), "form": kind, "local": envelope(number, 9, kind).hex()}

    gone = {"id": name_of(2).hex(), "form": 0, "local": ""}
    plain = {name: value for name, value in given().items() if name != "answers"}
    chosen: list[tuple[str, list[dict[str, Any]], list[bytes]]] = [
        ("one record", [one(7)], [row(1), row(2), row(7, 9)]),
        ("a changed record", [one(1)], [row(1, 9), row(2)]),
        (
            "records, parts and a void ascend by id alone",
            [one(9), one(3, 2), gone, one(1)],
            [row(1, 9), void(2), row(3, 9, 2), row(9, 9)],
        ),
    ]
    return [
        case(
            comment,
            plain | {"objects": objects},
            {"head": after(H2, *rows).encode().hex(), "ids": sorted(each["id"] for each in objects)},
        )
        for comment, objects, rows in chosen
    ]
