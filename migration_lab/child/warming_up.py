"""Do once in the warm process, on a small app and a database in memory, what every command does with the real ones.

Much of SQLAlchemy and Alembic is set up at its first use; what is set up here, each fork has already.
"""

from __future__ import annotations

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from migration_lab.values.statement import Statement
from migration_lab.values.typed_json import encode
from migration_lab.values.wire import AppDescription, Effects, Report


def warm_up() -> None:
    """Map a class, make an app and an engine, compare the two as ``flask db migrate`` does, and write a report."""

    class Base(DeclarativeBase):
        pass

    encode(Report(effects=Effects((Statement("SELECT 1"),)), app=AppDescription({})))
    try:
        follow(SQLAlchemy(model_class=Base))
    finally:
        Base.registry.dispose()  # half a mapping would disturb the app's own


def follow(db: SQLAlchemy) -> None:
    class Rehearsal(db.Model):  # type: ignore[misc, name-defined]
        id: Mapped[int] = mapped_column(primary_key=True)
        note: Mapped[str | None]

    app = Flask("rehearsal")
    app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite://"
    db.init_app(app)
    Migrate(app, db)
    with app.app_context():
        with db.engine.connect() as connection:
            compare_metadata(MigrationContext.configure(connection), db.metadata)
        db.engine.dispose()
