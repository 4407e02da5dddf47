"""The device store in a SQL database: SQLite for one file on a device, PostgreSQL where one is at hand.

One database holds one device's store. Envelopes are opaque bytes here; the only index serves the
question which objects are dirty.
"""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    Engine,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    RowMapping,
    String,
    Table,
    create_engine,
    delete,
    event,
    insert,
    select,
    text,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import OperationalError

from sync.state import BLOB
from sync.store import Arrival, Changes, FullError, SignedHead, StaleError, StoredObject

_metadata = MetaData()
_fact = Table(
    "device_fact", _metadata, Column("name", String, primary_key=True), Column("value", LargeBinary)
)
_bucket = Table(
    "device_bucket", _metadata, Column("i", Integer, primary_key=True), Column("rows", LargeBinary)
)
_object = Table(
    "device_object",
    _metadata,
    Column("id", LargeBinary(16), primary_key=True),
    Column("form", Integer, nullable=False),
    Column("local", LargeBinary, nullable=False),
    Column("base", LargeBinary),
    Column("dirty", Integer, nullable=False),
    Column("left", Boolean, nullable=False),
    Column("lv", BigInteger, nullable=False),
    Column("rev", BigInteger, nullable=False),
)
_arrival = Table(
    "device_arrival",
    _metadata,
    Column("id", LargeBinary(16), primary_key=True),
    Column("order", BigInteger, nullable=False),
    Column("size", Integer, nullable=False),
    Column("trusted", Boolean, nullable=False),
    Column("body", LargeBinary),
)
_named = Table(
    "device_named",
    _metadata,
    Column("name", String(64), primary_key=True),
    Column("value", LargeBinary, nullable=False),
)

# A clean object's base is its local envelope and is not kept twice.
_CLEAN, _DIRTY_BLOB, _DIRTY = 0, 1, 2
Index("device_object_dirty", _object.c.dirty, _object.c.id, sqlite_where=_object.c.dirty > _CLEAN)

_IDS_PER_QUERY = 500


class SqlStore:
    """The store port of `sync.store` over SQLAlchemy; tables are made when they are missing.

    url: of SQLAlchemy, such as `sqlite:////path/device.db` or `postgresql+psycopg://…`.
    """

    def __init__(self, url: str) -> None:
        self._engine = create_engine(url)
        if self._engine.dialect.name == "sqlite":
            _make_sqlite_durable(self._engine)
        _metadata.create_all(self._engine)

    def floor(self) -> SignedHead | None:
        packed = self._fact("floor")
        return SignedHead.unpack(packed) if packed else None

    def inflight(self) -> bytes:
        return self._fact("inflight") or b""

    def rows(self) -> dict[int, bytes]:
        with self._engine.connect() as connection:
            return {i: bytes(rows) for i, rows in connection.execute(select(_bucket.c.i, _bucket.c.rows))}

    def objects(self, ids: Sequence[bytes]) -> list[StoredObject | None]:
        found: dict[bytes, StoredObject] = {}
        with self._engine.connect() as connection:
            for at in range(0, len(ids), _IDS_PER_QUERY):
                query = select(_object).where(_object.c.id.in_(ids[at : at + _IDS_PER_QUERY]))
                found |= {one.id: one for one in map(_read_object, connection.execute(query).mappings())}
        return [found.get(one) for one in ids]

    def scan(self, after: bytes, limit: int) -> list[StoredObject]:
        query = select(_object).where(_object.c.id > after).order_by(_object.c.id).limit(limit)
        with self._engine.connect() as connection:
            return [_read_object(row) for row in connection.execute(query).mappings()]

    def dirty(self) -> list[bytes]:
        query = select(_object.c.id).where(_object.c.dirty > _CLEAN).order_by(_object.c.dirty, _object.c.id)
        with self._engine.connect() as connection:
            return [bytes(one) for one in connection.execute(query).scalars()]

    def arrivals(self) -> list[Arrival]:
        with self._engine.connect() as connection:
            return [
                Arrival(bytes(row["id"]), row["order"], row["size"], row["trusted"], _bytes(row["body"]))
                for row in connection.execute(select(_arrival)).mappings()
            ]

    def named(self, name: str) -> bytes | None:
        with self._engine.connect() as connection:
            return _bytes(connection.execute(select(_named.c.value).where(_named.c.name == name)).scalar())

    def names(self) -> list[str]:
        with self._engine.connect() as connection:
            return sorted(connection.execute(select(_named.c.name)).scalars())

    def commit(self, changes: Changes) -> None:
        try:
            with self._engine.begin() as connection:
                self._lock(connection)
                _check_revs(connection, changes)
                self._write(connection, changes)
        except OperationalError as error:
            if "full" in str(error.orig):
                raise FullError from error
            raise

    def erase(self) -> None:
        with self._engine.begin() as connection:
            for table in _metadata.sorted_tables:
                connection.execute(delete(table))

    def close(self) -> None:
        self._engine.dispose()

    def _fact(self, name: str) -> bytes | None:
        with self._engine.connect() as connection:
            return _bytes(connection.execute(select(_fact.c.value).where(_fact.c.name == name)).scalar())

    def _lock(self, connection: Connection) -> None:
        # SQLite has begun IMMEDIATE. PostgreSQL must keep a second writer out until the revs are checked.
        if self._engine.dialect.name == "postgresql":
            connection.execute(text("LOCK TABLE device_object IN SHARE ROW EXCLUSIVE MODE"))

    def _write(self, connection: Connection, changes: Changes) -> None:
        if changes.forget:
            for table in (_fact, _bucket, _arrival):
                connection.execute(delete(table))
        facts = [] if changes.floor is None else [{"name": "floor", "value": changes.floor.pack()}]
        if changes.inflight is not None:
            facts.append({"name": "inflight", "value": changes.inflight})
        self._put(connection, _fact, facts)
        self._put(connection, _bucket, [{"i": i, "rows": rows} for i, rows in changes.rows.items()])
        _drop(connection, _object, list(changes.removed))
        self._put(connection, _object, [_object_values(one) for one in changes.objects])
        _drop(connection, _arrival, list(changes.arrived))
        self._put(connection, _arrival, [_arrival_values(one) for one in changes.arrivals])
        for name, row in changes.named.items():
            connection.execute(delete(_named).where(_named.c.name == name))
            if row is not None:
                connection.execute(insert(_named), {"name": name, "value": row})

    def _put(self, connection: Connection, table: Table, values: list[dict[str, Any]]) -> None:
        if not values:
            return
        dialect: Callable[[Table], Any] = (
            sqlite.insert if self._engine.dialect.name == "sqlite" else postgresql.insert
        )
        statement = dialect(table)
        (key,) = table.primary_key.columns
        updates = {
            column.name: statement.excluded[column.name] for column in table.columns if column is not key
        }
        connection.execute(statement.on_conflict_do_update(index_elements=[key], set_=updates), values)


def _make_sqlite_durable(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def _check_revs(connection: Connection, changes: Changes) -> None:
    expected = {one.id: one.rev - 1 for one in changes.objects} | dict(changes.removed)
    ids = list(expected)
    stored: dict[bytes, int] = {}
    for at in range(0, len(ids), _IDS_PER_QUERY):
        query = select(_object.c.id, _object.c.rev).where(_object.c.id.in_(ids[at : at + _IDS_PER_QUERY]))
        stored |= {bytes(one): rev for one, rev in connection.execute(query)}
    stale = [one for one, rev in expected.items() if stored.get(one, 0) != rev]
    if stale:
        raise StaleError(stale)


def _drop(connection: Connection, table: Table, ids: list[bytes]) -> None:
    for at in range(0, len(ids), _IDS_PER_QUERY):
        connection.execute(delete(table).where(table.c.id.in_(ids[at : at + _IDS_PER_QUERY])))


def _read_object(row: RowMapping) -> StoredObject:
    local = bytes(row["local"])
    base = local if row["dirty"] == _CLEAN else _bytes(row["base"])
    return StoredObject(bytes(row["id"]), row["form"], local, base, row["left"], row["lv"], row["rev"])


def _object_values(one: StoredObject) -> dict[str, Any]:
    dirty = _CLEAN if not one.dirty else _DIRTY_BLOB if one.form == BLOB else _DIRTY
    base = one.base if one.dirty else None
    return {
        "id": one.id,
        "form": one.form,
        "local": one.local,
        "base": base,
        "dirty": dirty,
        "left": one.left,
        "lv": one.lv,
        "rev": one.rev,
    }


def _arrival_values(one: Arrival) -> dict[str, Any]:
    return {"id": one.id, "order": one.order, "size": one.size, "trusted": one.trusted, "body": one.body}


def _bytes(value: Any) -> bytes | None:
    return None if value is None else bytes(value)
