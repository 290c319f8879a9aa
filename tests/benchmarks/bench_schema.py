"""How long it takes to see that one table of a thousand changed, measured side by side in one run."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter

from sqlalchemy import Engine, MetaData, create_engine

from migration_lab.schema import SchemaReader, read_schema
from migration_lab.schema.sqlite_ddl import parse_index, parse_table

TABLES = 1000
TABLE = """CREATE TABLE t{n} (
    id INTEGER NOT NULL,
    name VARCHAR(80) NOT NULL,
    email VARCHAR(120) DEFAULT '' NOT NULL,
    created DATETIME DEFAULT (CURRENT_TIMESTAMP) NOT NULL,
    parent_id INTEGER,
    CONSTRAINT pk_t{n} PRIMARY KEY (id),
    CONSTRAINT fk_t{n} FOREIGN KEY(parent_id) REFERENCES t{parent} (id) ON DELETE CASCADE,
    CONSTRAINT uq_t{n} UNIQUE (email),
    CONSTRAINT ck_t{n} CHECK (name <> '')
)"""
PRAGMAS = ("table_xinfo", "foreign_key_list", "index_list")


def run() -> Iterator[tuple[str, float, float, str]]:
    """For each benchmark its name, our seconds, the other's seconds, and the goal."""
    with tempfile.TemporaryDirectory(prefix="bench-schema-") as folder:
        engine = create_engine(f"sqlite:///{(Path(folder) / 'big.db').as_posix()}")
        with engine.begin() as connection:
            for n in range(TABLES):
                connection.exec_driver_sql(TABLE.format(n=n, parent=max(n - 1, 0)))
                connection.exec_driver_sql(f"CREATE INDEX ix_t{n} ON t{n} (name)")
        again, raw, whole, reflected = measure(engine)
        engine.dispose()
    yield "read() after 1 of 1,000 tables changed, to its raw catalogue", again, raw, "within 3 times"
    yield "read() after 1 of 1,000 tables changed, to reflect()", again, reflected, "at least 100 times faster"
    yield "read_schema() of 1,000 tables, to reflect()", whole, reflected, "at least 5 times faster"


def measure(engine: Engine) -> tuple[float, float, float, float]:
    """Medians. What is compared takes turns, so that whatever else the machine does falls on both."""
    reader = SchemaReader(engine)
    reader.read()
    again, raw, whole, reflected = [], [], [], []
    for turn in range(21):
        changed = f"t{turn * 7}"
        with engine.begin() as connection:
            # SQLite parses the whole schema anew after a change, which neither of the two is to pay for: the pool
            # has one connection, and the change is made on it.
            connection.exec_driver_sql(f"ALTER TABLE {changed} ADD COLUMN extra_{turn} TEXT")
        again.append(seconds(reader.read))
        raw.append(seconds(partial(raw_catalogue, engine, changed)))
        if turn % 10 == 0:
            parse_table.cache_clear()
            parse_index.cache_clear()
            whole.append(seconds(partial(read_schema, engine)))
            reflected.append(seconds(partial(MetaData().reflect, engine)))
    return median(again), median(raw), median(whole), median(reflected)


def raw_catalogue(engine: Engine, table: str) -> None:
    """The least that anybody has to ask: the catalogue, and the pragmas of the one table."""
    connection = engine.raw_connection()
    cursor = connection.cursor()
    cursor.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema").fetchall()
    for pragma in PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}({table})").fetchall()
    connection.close()


def seconds(what: Callable[[], object]) -> float:
    start = perf_counter()
    what()
    return perf_counter() - start


if __name__ == "__main__":
    for name, ours, theirs, goal in run():
        print(f"{name}: {ours * 1000:.2f} ms to {theirs * 1000:.2f} ms, {ours / theirs:.4f} ({goal})")
