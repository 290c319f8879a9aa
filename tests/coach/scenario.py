"""A small project with rows, on SQLite or on PostgreSQL, in which problems are made to happen with real commands.

Three tables: ``room``, ``speaker`` (name, email, phone) and ``talk`` (title, minutes, speaker_id, room_id), with eight
talks of five speakers in three rooms. One revision has made them, and the database has run it.
"""

from __future__ import annotations

import json
import shlex
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import NullPool, create_engine

from migration_lab.coach import Advice, Ran, matches, warn
from migration_lab.project import Project, Step
from migration_lab.project.advising import counting, explain_step, reading, rehearse, standing_advice
from migration_lab.project.commands.runner import Runner

APP = """\
from flask import Flask
from flask_migrate import Migrate

from models import db

migrate = Migrate()


def create_app():
    app = Flask(__name__)
    app.config["SQLALCHEMY_DATABASE_URI"] = {url}
    db.init_app(app)
    migrate.init_app(app, db)
    return app
"""

MODELS = """\
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import ForeignKey, MetaData
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


db = SQLAlchemy(model_class=Base)


class Room(db.Model):
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    seats: Mapped[int | None]


class Speaker(db.Model):
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    email: Mapped[str | None]
    phone: Mapped[str | None]


class Talk(db.Model):
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    minutes: Mapped[int | None]
    speaker_id: Mapped[int] = mapped_column(ForeignKey("speaker.id"))
    room_id: Mapped[int | None] = mapped_column(ForeignKey("room.id"))
"""

ROWS = """
INSERT INTO room VALUES (1, 'Ada', 200), (2, 'Grace', 80), (3, 'Alan', NULL);
INSERT INTO speaker VALUES (1, 'Nia', 'nia@example.org', '555-0101'), (2, 'Omar', 'omar@example.org', '555-0102'),
 (3, 'Irma', 'irma@example.org', '555-0103'), (4, 'Pavel', NULL, '555-0104'), (5, 'Irma', NULL, '555-0105');
INSERT INTO talk VALUES (1, 'Indexes', 30, 1, 1), (2, 'Locks', 45, 1, 1), (3, 'Joins', NULL, 2, 2),
 (4, 'Views', 30, 2, NULL), (5, 'Keys', NULL, 3, 2), (6, 'Rows', 60, 3, 3), (7, 'Types', 30, 4, 1),
 (8, 'Plans', NULL, 5, NULL);
"""


class Scenario:
    """One project in ``path``; ``url`` is its PostgreSQL, or empty for the SQLite file in ``instance``."""

    def __init__(self, path: Path, runner: Runner, url: str = "") -> None:
        self.path = path
        self.url = url
        self.project = Project(path, stable=True, runner=runner)

    @property
    def dialect(self) -> str:
        return "postgresql" if self.url else "sqlite"

    def write(self, file: str, text: str) -> None:
        path = self.path / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def read(self, file: str) -> str:
        return (self.path / file).read_text(encoding="utf-8")

    def change(self, file: str, old: str, new: str) -> None:
        """Replace text that stands exactly once in one of the project's files."""
        text = self.read(file)
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        self.write(file, text.replace(old, new))

    def run(self, line: str) -> Step:
        """Run ``flask`` with these words, whatever comes of it."""
        return self.project.run(*shlex.split(line))

    def ok(self, line: str) -> Step:
        step = self.run(line)
        assert step.result.ok, step.result.full_output
        return step

    def fails(self, line: str) -> Step:
        step = self.run(line)
        assert not step.result.ok, step.result.full_output
        return step

    def revision(self, upgrade: str, downgrade: str = "pass", *, message: str = "change", head: str = "") -> str:
        """Write a revision by hand, as ``flask db revision`` begins it, and return its file."""
        at = f" --head {head}" if head else ""
        (file,) = self.ok(f'db revision -m "{message}"{at}').result.written
        self.fill(file, upgrade, downgrade)
        return file

    def fill(self, file: str, upgrade: str, downgrade: str = "pass") -> None:
        """Write what an empty revision does."""
        text = self.read(file)
        for name, body in (("upgrade", upgrade), ("downgrade", downgrade)):
            lines = "\n".join(f"    {line}" if line else "" for line in body.strip("\n").splitlines())
            text = text.replace(f"def {name}():\n    pass\n", f"def {name}():\n{lines}\n")
        self.write(file, text)

    def drafted(self, message: str) -> str:
        """Return the file of the one revision with that message."""
        (file,) = (self.path / "migrations" / "versions").glob(f"*_{message.replace(' ', '_')}.py")
        return file.relative_to(self.path).as_posix()

    def sql(self, statements: str) -> list[tuple[Any, ...]]:
        """Execute statements on the database itself, as another program would; return the rows of the last."""
        url = self.url or f"sqlite:///{self.path / 'instance' / 'conference.db'}"
        engine = create_engine(url, poolclass=NullPool)
        found: list[tuple[Any, ...]] = []
        with engine.begin() as connection:
            for one in statements_in(statements):
                result = connection.exec_driver_sql(one)
                found = [tuple(row) for row in result] if result.returns_rows else []
        engine.dispose()
        return found

    def advice(self, step: Step) -> Advice:
        """Return what the coach says of a command; it must be sure, and of one thing only."""
        places, edited = cache(self.project.places), self.project.edited_scripts
        ran = Ran(step, self.project.history(), reading(self.path), places, edited, counting(self.project))
        found = list(matches(ran))
        assert [one.id for one in found] == [one.id for one in found][:1], found
        assert found, f"The coach does not know this:\n{step.result.full_output}"
        assert explain_step(self.project, step) == found[0]
        return found[0]

    def silent(self, step: Step, error: str = "", **of_dialect: str) -> None:
        """Make sure that the coach says nothing of a command, which went well, or failed as the test means it to.

        ``error`` is the class of its error, or that and how its message begins; ``sqlite`` and ``postgresql`` may have
        one each.
        """
        found = step.result.not_loaded or step.result.error
        wanted = of_dialect.get(self.dialect, error)
        told = f"{found.type}: {found.message}" if found else ""
        assert told.startswith(f"{wanted}:" if wanted.isidentifier() else wanted), f"{wanted!r}: {told}"
        assert step.result.ok is not bool(wanted), step.result.full_output
        assert explain_step(self.project, step) is None

    def warnings(self, direction: str = "upgrade", target: str = "head", asked: Sequence[str] = ()) -> list[Advice]:
        return [*warn(rehearse(self.project, direction, target, asked))]

    def warned(self, id: str, direction: str = "upgrade", target: str = "head", asked: Sequence[str] = ()) -> Advice:
        """Return the one warning with that id."""
        found = self.warnings(direction, target, asked)
        (one,) = [one for one in found if one.id == id]
        return one

    def standing(self) -> Advice:
        """Return what the coach says of the three places as they are; they must be a problem of the catalogue."""
        (found,) = standing_advice(self.project)
        assert found.what == self.project.places().sentence
        return found

    def follow(self, advice: Advice, edits: Mapping[str, tuple[str, str]] | None = None) -> None:
        """Do literally what an advice says, one step after the other.

        Commands are run, statements executed, and text replaced where the advice says both texts. Where a file is named
        and the reader has to write something, ``edits`` has what to replace in it, and with what.
        """
        left = dict(edits or {})
        for do in advice.now:
            if do.file and do.replace:
                text = self.read(do.file)
                lines = text.splitlines(keepends=True)
                if do.line:
                    assert do.replace in lines[do.line - 1], do
                    lines[do.line - 1] = lines[do.line - 1].replace(do.replace, do.by)
                    self.write(do.file, "".join(lines))
                else:
                    self.change(do.file, do.replace, do.by)
            elif do.file and do.file in left:
                self.change(do.file, *left.pop(do.file))
            if do.sql:
                self.sql(do.sql)
            if do.run.startswith("git "):
                subprocess.run(shlex.split(do.run), cwd=self.path, check=True)
            elif do.run:
                words = do.run.removeprefix("flask ")
                assert words != do.run, f"not a flask command, so run it in the test: {do.run}"
                self.ok(words)
        assert not left, f"the advice never said to edit {', '.join(left)}"

    def check(self) -> None:
        """Make sure that models, scripts and database agree."""
        assert self.project.places().in_step, self.project.places().sentence
        assert self.run("db check").result.ok


def statements_in(text: str) -> Iterator[str]:
    """Split at each semicolon that ends a statement; those in a trigger do not."""
    whole = ""
    for part in text.split(";"):
        whole += f"{part};"
        if sqlite3.complete_statement(whole):
            if whole.strip(" ;\n"):
                yield whole.strip().removesuffix(";")
            whole = ""


def build(path: Path, runner: Runner, url: str = "") -> Scenario:
    """Make the project: its app, its models, its first revision, and its rows."""
    path.mkdir(parents=True)
    made = Scenario(path, runner, url)
    made.write("app.py", APP.format(url=json.dumps(url or "sqlite:///conference.db")))
    made.write("models.py", MODELS)
    made.ok("db init")
    made.ok('db migrate -m "tables"')
    made.ok("db upgrade")
    made.sql(ROWS)
    return made


def copied(built: Scenario, path: Path, runner: Runner, url: str = "") -> Scenario:
    """Return the same project once more, in ``path``; on another database it is made by its scripts."""
    shutil.copytree(built.path, path, ignore=shutil.ignore_patterns(".lab", "__pycache__"))
    made = Scenario(path, runner, url)
    if url:
        made.write("app.py", APP.format(url=json.dumps(url)))
        shutil.rmtree(path / "instance", ignore_errors=True)
        made.ok("db upgrade")
        made.sql(ROWS)
    return made
