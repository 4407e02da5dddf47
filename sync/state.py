"""The state of a vault as the log sees it: rows, state hash, heads (SPEC §8.1-8.3).

Rows are handled packed, 49 bytes each, because a vault may hold 200 000 of them: a bucket is one
``bytes`` of rows in ascending order of id, searched by bisection.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple, Self

from crypto import identity
from crypto.encoding import digest, read_u32, read_u64, u32, u64
from crypto.errors import FormatError
from sync.frames import HEAD_BYTES, ID_BYTES, ROW_BYTES

VOID, RECORD, BLOB = 0, 1, 2
HASH_BYTES = 32
NO_HASH = bytes(HASH_BYTES)
BUCKETS = 256

HEAD_MAGIC = b"SWH1"


class Row(NamedTuple):
    """One object of a state: what it is, which one, and the SHA-256 of its envelope."""

    form: int
    object_id: bytes
    hash: bytes

    def pack(self) -> bytes:
        """The row's 49 bytes."""
        return bytes((self.form,)) + self.object_id + self.hash

    @classmethod
    def unpack(cls, packed: bytes) -> Self:
        """The row of 49 bytes. Raises FormatError for a wrong length, form or void hash."""
        check_row(packed)
        return cls(packed[0], packed[1:17], packed[17:])


def check_row(packed: bytes) -> None:
    """Raise FormatError unless these are the 49 bytes of a record, a blob part or a void."""
    if len(packed) != ROW_BYTES:
        raise FormatError("row_length")
    if packed[0] > BLOB:
        raise FormatError("row_form")
    if packed[0] == VOID and packed[17:] != NO_HASH:
        raise FormatError("row_void_hash")


def check_ascending(rows: Iterable[bytes]) -> None:
    """Raise FormatError unless the packed rows ascend by id without a repetition."""
    last = b""
    for row in rows:
        object_id = row[1:17]
        if object_id <= last:
            raise FormatError("row_twice" if object_id == last else "row_order")
        last = object_id


def bucket_hash(packed_rows: bytes) -> bytes:
    """The hash (32 bytes) of one bucket's packed rows, ascending by id."""
    return digest("bucket", packed_rows)


def root_of(bucket_hashes: bytes) -> bytes:
    """The state hash (32 bytes) over the 256 bucket hashes, joined (8 192 bytes)."""
    return digest("root", bucket_hashes)


EMPTY_HASHES = bucket_hash(b"") * BUCKETS
EMPTY_ROOT = root_of(EMPTY_HASHES)


def _no_rows(_bucket: int) -> bytes:
    return b""


class BucketedRows:
    """The rows of a vault in 256 buckets by first id byte, with their hashes kept up to date.

    ``hashes``: the 256 bucket hashes joined (8 192 bytes). ``load(i)``: returns the packed rows of
    bucket i, ascending; called at most once per bucket and only for buckets that are looked at, so
    a commit of one object costs the same onto 1 000 and onto 100 000 rows.
    """

    def __init__(self, hashes: bytes = EMPTY_HASHES, load: Callable[[int], bytes] = _no_rows) -> None:
        if len(hashes) != BUCKETS * HASH_BYTES:
            raise FormatError("bucket_hashes")
        self._hashes = bytearray(hashes)
        self._load = load
        self._buckets: dict[int, bytes] = {}

    @property
    def hashes(self) -> bytes:
        """The 256 bucket hashes joined, 8 192 bytes."""
        return bytes(self._hashes)

    @property
    def root(self) -> bytes:
        """The state hash, 32 bytes."""
        return root_of(self.hashes)

    def bucket(self, index: int) -> bytes:
        """The packed rows of one bucket, ascending by id."""
        rows = self._buckets.get(index)
        if rows is None:
            rows = self._load(index)
            self._buckets[index] = rows
        return rows

    def get(self, object_id: bytes) -> bytes | None:
        """The packed row (49 bytes) of an object, or None if the state has none."""
        rows = self.bucket(object_id[0])
        at = _position(rows, object_id, 0)
        found = rows[at : at + ROW_BYTES]
        return found if found[1:17] == object_id else None

    def __iter__(self) -> Iterator[bytes]:
        """Yield every packed row, ascending by id; loads all buckets."""
        for index in range(BUCKETS):
            rows = self.bucket(index)
            for at in range(0, len(rows), ROW_BYTES):
                yield rows[at : at + ROW_BYTES]

    def apply(self, rows: Iterable[bytes]) -> dict[int, bytes]:
        """Put packed rows in, each in place of an older row of its id, and rehash touched buckets.

        Of several rows with one id the last counts. A void stays in the state as a row. Returns
        bucket index → its packed rows, for exactly the touched buckets, so that a store can save
        them. Raises FormatError for a malformed row, with nothing changed.
        """
        arrived: dict[int, dict[bytes, bytes]] = {}
        for row in rows:
            check_row(row)
            arrived.setdefault(row[1], {})[row[1:17]] = row
        touched = {index: _merged(self.bucket(index), new) for index, new in arrived.items()}
        for index, packed in touched.items():
            self._buckets[index] = packed
            self._hashes[index * HASH_BYTES : (index + 1) * HASH_BYTES] = bucket_hash(packed)
        return touched

    def copy(self) -> Self:
        """An independent copy that shares the unchanged bytes."""
        other = type(self)(load=self._load)
        other._hashes = self._hashes.copy()
        other._buckets = self._buckets.copy()
        return other


def _position(rows: bytes, object_id: bytes, low: int) -> int:
    """The byte offset of the first row, at or after offset ``low``, whose id is not smaller."""
    first, end = low // ROW_BYTES, len(rows) // ROW_BYTES
    while first < end:
        middle = (first + end) // 2
        at = middle * ROW_BYTES + 1
        if rows[at : at + ID_BYTES] < object_id:
            first = middle + 1
        else:
            end = middle
    return first * ROW_BYTES


def _merged(rows: bytes, new: dict[bytes, bytes]) -> bytes:
    pieces: list[bytes] = []
    done = 0
    for object_id in sorted(new):
        at = _position(rows, object_id, done)
        pieces += (rows[done:at], new[object_id])
        done = at + ROW_BYTES if rows[at + 1 : at + 17] == object_id else at
    pieces.append(rows[done:])
    return b"".join(pieces)


def genesis(log_id: bytes) -> bytes:
    """The parent (32 bytes) of a log's first head."""
    return digest("genesis", log_id)


@dataclass(frozen=True, slots=True)
class Head:
    """One state of a log: its place in the chain, its state hash and the epoch that signs it."""

    log_id: bytes
    n: int
    parent: bytes
    root: bytes
    epoch: int

    def encode(self) -> bytes:
        """The head's 96 bytes."""
        return HEAD_MAGIC + self.log_id + u64(self.n) + self.parent + self.root + u32(self.epoch)

    @classmethod
    def decode(cls, data: bytes) -> Self:
        """The head of 96 bytes. Raises FormatError for another length, magic, n or epoch."""
        if len(data) != HEAD_BYTES:
            raise FormatError("head_length")
        if data[:4] != HEAD_MAGIC:
            raise FormatError("head_magic")
        n, epoch = read_u64(data, 20), read_u32(data, 92)
        if n == 0:
            raise FormatError("head_n")
        if epoch == 0:
            raise FormatError("head_epoch")
        return cls(data[4:20], n, data[28:60], data[60:92], epoch)

    @property
    def id(self) -> bytes:
        """The head's id, 32 bytes; the signature is not part of it."""
        return digest("head-id", self.encode())

    def sign(self, log_seed: bytes) -> bytes:
        """The signature (64 bytes) under the log seed (32 bytes) of the head's epoch."""
        return identity.sign(log_seed, "head-sig", self.encode())

    def verify(self, log_pub: bytes, signature: bytes) -> None:
        """Return when the signature is the key's for this head; else raise DamagedError."""
        identity.verify(log_pub, "head-sig", self.encode(), signature)

    def check_follows(self, before: "Head") -> None:
        """Raise FormatError unless this head comes right after ``before`` in one chain (SPEC §8.5 P3)."""
        if self.log_id != before.log_id:
            raise FormatError("other_log")
        if self.n != before.n + 1 or self.parent != before.id:
            raise FormatError("chain")
        if self.epoch < before.epoch:
            raise FormatError("epoch_fell")
