"""Run the migrations in one transaction that only one process at a time can be in.

SQLite's transactions begin with the write lock (server.db); PostgreSQL takes an advisory lock. Whoever
comes second finds the schema up to date.
"""

from alembic import context

from server.db import Base, db

LOCK = 0x5E1F

with db.engine.begin() as connection:
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
    context.configure(connection=connection, target_metadata=Base.metadata, transactional_ddl=True)
    context.run_migrations()
