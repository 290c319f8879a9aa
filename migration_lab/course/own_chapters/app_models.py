"""Find the place in an app's models where one more model can be written. Reads files only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from migration_lab.errors import LabError

MODEL = re.compile(r"^class \w+\((?:[\w., ]+, *)?(?P<db>\w+)\.Model\b[^\n]*\):[ \t]*$", re.MULTILINE)
NAME = "Example"


@dataclass(frozen=True, slots=True)
class ModelPlace:
    file: str
    """Relative to the app's folder, with ``/``."""
    before: str
    """The line of the file before which the new model can stand: it is there once."""
    db: str
    """What the file calls the ``SQLAlchemy`` extension."""
    model: str
    """A name that no model has yet."""
    mapped: str
    """What the file calls ``Mapped``."""
    column: str
    """What the file calls ``mapped_column``."""

    @property
    def table(self) -> str:
        """What Flask-SQLAlchemy calls its table."""
        return self.model.lower()


def find_place(app: Path) -> ModelPlace:
    """Return it. Raises ``LabError`` for an app without a model of Flask-SQLAlchemy, or without migrations."""
    if not (app / "migrations" / "versions").is_dir():
        raise LabError(
            f"{app} has no migrations/versions. A course begins where an app has migrations: run flask db init, "
            "flask db migrate and flask db upgrade there first."
        )
    files = {path: path.read_text(encoding="utf-8", errors="replace") for path in _files(app)}
    everything = "\n".join(files.values())
    for path, text in files.items():
        if found := _place(text):
            return ModelPlace(
                path.relative_to(app).as_posix(),
                found[0].rstrip(),
                found["db"],
                _free_name(everything),
                *(_imported(text, name, found["db"]) for name in ("Mapped", "mapped_column")),
            )
    raise LabError(
        f"There is no model in {app} before which one more could be written: a line `class Customer(db.Model):` with "
        "an empty line above it, as Flask-SQLAlchemy has it."
    )


def _files(app: Path) -> Iterator[Path]:
    """Yield the app's own modules, first those that are called models."""
    not_ours = {"migrations", "tests", *(one.parent.name for one in app.rglob("pyvenv.cfg"))}
    own = [path for path in app.rglob("*.py") if not not_ours & {*path.relative_to(app).parts[:-1]}]
    hidden = [path for path in own if any(part.startswith(".") for part in path.relative_to(app).parts)]
    yield from sorted({*own} - {*hidden}, key=lambda path: ("model" not in path.stem, path.as_posix()))


def _place(text: str) -> re.Match[str] | None:
    """Return the first class that nothing belongs to from above, such as a decorator."""
    free = (one for one in MODEL.finditer(text) if text[: one.start()].endswith("\n\n"))
    return next((one for one in free if text.count(one[0].rstrip()) == 1), None)


def _free_name(text: str) -> str:
    """Return a name that is nowhere in the app, neither as a class nor as a table."""
    names = (NAME, *(f"{NAME}{number}" for number in range(2, 100)))
    return next(name for name in names if not re.search(rf"\b{name}\b", text, re.IGNORECASE))


def _imported(text: str, name: str, db: str) -> str:
    """Return how the file can call it: Flask-SQLAlchemy's extension has all of SQLAlchemy's names, too."""
    imported = re.search(rf"^from sqlalchemy\.orm import [^\n]*\b{name}\b", text, re.MULTILINE)
    return name if imported else f"{db}.{name}"
