"""`flask seed` fills the tables from data/: one CSV file for each table, one column for each attribute."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import click
from flask.cli import with_appcontext
from sqlalchemy import select

from extensions import db
from models import Room, Speaker, Talk

DATA = Path(__file__).parent / "data"


@click.command("seed")
@with_appcontext
def seed() -> None:
    """Add to the tables what data/*.csv has and they lack. Run it as often as you like."""
    with db.session.no_autoflush:
        speakers = {row["name"]: put(Speaker, "name", row) for row in read(Speaker)}
        rooms = {row["name"]: put(Room, "name", row) for row in read(Room)}
        for row in read(Talk):
            row |= {"speaker": speakers[row["speaker"]], "room": rooms[row["room"]]}
            put(Talk, "title", row)
        added, filled = len(db.session.new), len(db.session.dirty)
    db.session.commit()
    if added or filled:
        click.echo(f"Rows added: {added}. Rows with empty fields filled in: {filled}.")
    else:
        click.echo("Nothing to do: the tables have everything that is in data/.")


def read(model: type[db.Model]) -> Iterator[dict[str, object]]:
    """The rows of the model's CSV file."""
    columns = model.__table__.columns
    with (DATA / f"{model.__tablename__}.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield {name: typed(text, columns.get(name)) for name, text in row.items()}


def typed(text: str, column: db.Column | None) -> object:
    """Convert a field to its column's type. An empty field is None; one without a column stays text."""
    if not text or column is None:
        return text or None
    kind = column.type.python_type
    return datetime.fromisoformat(text) if kind is datetime else kind(text)


def put(model: type[db.Model], key: str, values: dict[str, object]) -> db.Model:
    """Find the row with this key, or add one. Fill in what it lacks, and keep what it has."""
    row = db.session.scalar(select(model).where(getattr(model, key) == values[key]))
    if row is None:
        row = model()
        db.session.add(row)
    for name, value in values.items():
        if value is not None and getattr(row, name) is None:
            setattr(row, name, value)
    return row
