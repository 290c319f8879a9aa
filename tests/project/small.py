"""What the tests of the way back do with the small project of ``conftest``."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from migration_lab.project import Project

BIO = "    bio: Mapped[str | None]\n"


def live(project: Project) -> Path:
    return project.path / "instance" / "conference.db"


def sql(path: Path, *statements: str) -> list:
    with closing(sqlite3.connect(path)) as connection:
        found = [connection.execute(statement).fetchall() for statement in statements]
        connection.commit()
        return found[-1]


def dump(path: Path) -> list[str]:
    """All that a database holds."""
    with closing(sqlite3.connect(path)) as connection:
        connection.text_factory = lambda value: value.decode("utf-8", "backslashreplace")
        return [*connection.iterdump()] if path.exists() else []


def ready(project: Project) -> Project:
    """At its first revision, with two rows."""
    for words in (["db", "init"], ["db", "migrate", "-m", "speakers"], ["db", "upgrade"], ["seed"]):
        assert project.run(*words).result.ok
    return project


def add_bio(project: Project) -> None:
    """A column in the model, and the draft of its revision."""
    with (project.path / "models.py").open("a", encoding="utf-8") as file:
        file.write(BIO)
    assert project.run("db", "migrate", "-m", "bio").result.ok


def command(project: Project, name: str, *body: str) -> None:
    """Give the app a command of that name, which does ``body``."""
    app = project.path / "app.py"
    lines = "".join(f"        {line}\n" for line in body)
    text = app.read_text(encoding="utf-8")
    new = f"    @app.cli.command({name!r})\n    def _{name}():\n{lines}\n    return app\n"
    app.write_text(text.replace("    return app\n", new), encoding="utf-8")
