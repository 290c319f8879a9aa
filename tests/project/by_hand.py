"""What a person does with the small project of ``conftest``: run commands, and write models, scripts and SQL."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from migration_lab.project import Project

BIO = "    bio: Mapped[str | None]\n"
FOREIGN = """
import sqlalchemy as sa
from alembic import op

revision = "{id}"
down_revision = {parent!r}
branch_labels = None
depends_on = None


def upgrade():
    {upgrade}


def downgrade():
    pass
"""


def flask(project: Project, *words: str) -> None:
    result = project.run(*words).result
    assert result.ok, result.full_output


def upgraded(project: Project) -> None:
    flask(project, "db", "init")
    flask(project, "db", "migrate", "-m", "speakers")
    flask(project, "db", "upgrade")


def live(project: Project) -> Path:
    return project.path / "instance" / "conference.db"


def sql(project: Project, *statements: str) -> None:
    live(project).parent.mkdir(exist_ok=True)
    with closing(sqlite3.connect(live(project))) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def models(project: Project, text: str) -> None:
    (project.path / "models.py").write_text(text, encoding="utf-8")


def app(project: Project, text: str) -> None:
    (project.path / "app.py").write_text(text, encoding="utf-8")


def head(project: Project) -> str:
    [found] = project.history().heads
    return found


def script(project: Project, id: str, parent: str | None, upgrade: str = "pass") -> Path:
    path = project.path / "migrations" / "versions" / f"{id}_.py"
    path.write_text(FOREIGN.format(id=id, parent=parent, upgrade=upgrade), encoding="utf-8")
    return path
