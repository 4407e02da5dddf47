"""Read an account's log from the beginning and check everything a device would check."""

from __future__ import annotations

import hashlib
import itertools

from crypto.identity import public_key
from sync.frames import HEAD_BYTES
from sync.state import BucketedRows, Head, genesis
from tests.server.device import Device


def replay(device: Device) -> tuple[list[Head], BucketedRows]:
    """The chain and the state of the log, verified: links, signatures, hashes of bodies, state hash."""
    heads: list[Head] = []
    rows = BucketedRows()
    after, more = 0, True
    while more:
        page = device.pull(after=after, chain=1, bodies=1)
        for data in page.heads:
            head = Head.decode(data[:HEAD_BYTES])
            head.verify(public_key(device.log_seed), data[HEAD_BYTES:])
            heads.append(head)
        rows.apply(row for row, _ in page.rows)
        rows.apply(
            bytes((sealed[3],)) + object_id + hashlib.sha256(sealed).digest()
            for object_id, sealed in page.items.items()
        )
        after, more = page.end
    assert heads[0].parent == genesis(device.log_id)
    for before, head in itertools.pairwise(heads):
        head.check_follows(before)
    assert rows.root == heads[-1].root
    assert [head.n for head in heads] == list(range(1, len(heads) + 1))
    return heads, rows
