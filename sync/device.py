"""One device taking part in the log: its store, the keys it holds, and what it knows of the state."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from crypto.encoding import Random, encode
from crypto.envelope import KIND_RECORD, header, object_context, open_, seal
from crypto.errors import CryptoError
from crypto.identity import public_key
from crypto.keys import EpochKeys
from sync import record
from sync.calls import Stopped
from sync.record import Record
from sync.state import EMPTY_HASHES, HASH_BYTES, BucketedRows, bucket_hash
from sync.store import Changes, SignedHead, StaleError, Store

_TRIES = 16


class Diverged(Exception):
    """The server's log is not the one this device knows: reconcile (SPEC §8.7).

    expected: id of the head that is known to be in order although its rows were not; None when the
    log itself took another path. reason: what to call it if reconciling does not help.
    """

    def __init__(self, expected: bytes | None, reason: str) -> None:
        super().__init__(reason)
        self.expected = expected
        self.reason = reason


@dataclass
class Device:
    """What every step of a round needs.

    log_id: 16 bytes, the log of this vault. keys: by epoch, for 1 to the newest held.
    """

    store: Store
    log_id: bytes
    keys: Mapping[int, EpochKeys]
    random: Random
    _known: tuple[bytes, BucketedRows] | None = field(default=None, repr=False)

    def floor(self) -> SignedHead:
        """The newest verified head. Raises Diverged on a device that has never pulled."""
        found = self.store.floor()
        if found is None:
            raise Diverged(None, "no_floor")
        return found

    def rows(self) -> BucketedRows:
        """The state of the floor. A copy: changing it changes nothing here."""
        floor_id = self.floor().id
        if self._known is None or self._known[0] != floor_id:
            self._known = floor_id, _load(self.store.rows())
        return self._known[1].copy()

    def remember(self, floor: SignedHead, rows: BucketedRows) -> None:
        """Keep the state of the newest floor at hand, so that the next step need not read it again."""
        self._known = floor.id, rows

    def write(self, make: Callable[[], Changes]) -> Changes:
        """Commit what `make` works out from the store; work it out again if somebody else wrote meanwhile."""
        for _ in range(_TRIES):
            changes = make()
            try:
                if not changes.empty:
                    self.store.commit(changes)
            except StaleError:
                continue
            return changes
        raise Stopped("pending", "busy")

    def verify(self, signed: SignedHead) -> None:
        """Return when a device of this vault signed the head (P4).

        Raises Stopped: `needs_passphrase` for an epoch whose root is not held here, else `refused`.
        """
        keys = self.keys.get(signed.head.epoch)
        if keys is None:
            raise Stopped("needs_passphrase", "epoch")
        try:
            signed.head.verify(public_key(keys.log), signed.sig)
        except CryptoError:
            raise Stopped("refused", "signature") from None

    def open(self, object_id: bytes, envelope: bytes) -> Record:
        """The record in an envelope. Raises CryptoError, for a newer one UnsupportedError."""
        contents = {epoch: keys.content for epoch, keys in self.keys.items()}
        return record.read(open_(contents, KIND_RECORD, object_context(object_id), envelope), object_id)

    def seal(self, object_id: bytes, value: Record, epoch: int) -> bytes:
        """A new envelope of a record, under the keys of this epoch."""
        return self.seal_payload(object_id, KIND_RECORD, encode(value), epoch)

    def seal_payload(self, object_id: bytes, kind: int, payload: bytes, epoch: int) -> bytes:
        """A new envelope of a record's or blob part's bytes."""
        context = object_context(object_id)
        return seal(self.keys[epoch].content, kind, epoch, context, payload, random=self.random)

    def renew(self, object_id: bytes, envelope: bytes, epoch: int) -> bytes:
        """The same content sealed anew under the keys of this epoch. Raises CryptoError."""
        kind, old = header(envelope)
        payload = open_(self.keys[old].content, kind, object_context(object_id), envelope)
        return self.seal_payload(object_id, kind, payload, epoch)


def _load(buckets: Mapping[int, bytes]) -> BucketedRows:
    hashes = bytearray(EMPTY_HASHES)
    for i, rows in buckets.items():
        hashes[i * HASH_BYTES : (i + 1) * HASH_BYTES] = bucket_hash(rows)
    return BucketedRows(bytes(hashes), lambda i: buckets.get(i, b""))
