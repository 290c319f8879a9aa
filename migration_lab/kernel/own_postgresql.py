"""Give the open project a PostgreSQL of its own: ``DATABASE_URL`` names it until the project is closed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

from migration_lab.errors import LabError

if TYPE_CHECKING:
    from migration_lab.course import Workspace
    from migration_lab.project import Project

VARIABLE = "DATABASE_URL"


class OwnPostgresql:
    """What was set for one project, so that it can be undone."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self._before: str | None = None
        self._ours = ""

    def open(self, database: str) -> Iterator[str]:
        """Start the server, make the database if needed, and let ``DATABASE_URL`` name it; return what to say about it.

        Raises ``LabError`` if the project is open for reading only, or if the server cannot be started.
        """
        from migration_lab.backends.postgresql.template_copies import PREFIX

        if self.project.read_only:
            raise LabError(
                "This project is open read-only, so no PostgreSQL was started for it. To have one, open it "
                "with lab.open_project(…, read_only=False)."
            )
        new = self._begin(database)
        holds = "which is empty" if new else "which holds what was left in it"
        yield f"A PostgreSQL runs only for this project, and {VARIABLE} names its database {database}, {holds}."
        yield "It ends with this kernel, and its data stays: after a restart lab.postgresql() brings it back."
        self.project.locate()
        if f"{PREFIX}{database}" in self.project.undo_names:
            yield "A copy of it is kept before each command, so that lab.undo() takes back what the command did."
        else:
            where = self.project.address or "another database"
            yield (
                f"The app does not use it, but {where}. Let the app take its SQLALCHEMY_DATABASE_URI from the "
                f"environment variable {VARIABLE}, and the next command finds it."
            )

    def open_for(self, workspace: Workspace) -> Iterator[str]:
        """Start the server of a workspace that is on PostgreSQL, and let ``DATABASE_URL`` name its database.

        Return what to say about it; nothing for any other workspace. Raises ``LabError`` if it cannot be started.
        """
        if workspace.own is None or not workspace.own.on_postgresql:
            return
        from migration_lab.backends.postgresql.databases_beside import DatabasesBeside
        from migration_lab.course.workspaces.on_postgresql import DATABASE

        self._begin(DATABASE)
        DatabasesBeside(self._ours).drop_left()
        yield f"It is on PostgreSQL. A server runs only for it, and {VARIABLE} names the database {DATABASE}."
        yield f'It ends with this kernel, and the data stays: lab.open("{workspace.number}", resume=True) goes on.'

    def _begin(self, database: str) -> bool:
        """Start the server, and set the variable; tell whether the database was made just now, empty."""
        from migration_lab.backends.postgresql.template_copies import provide
        from migration_lab.project.lab_folder import lab_folder

        lab_folder(self.project.path)
        address, new = provide(self.project.path, database)
        if os.environ.get(VARIABLE) != self._ours:
            self._before = os.environ.get(VARIABLE)
        self._ours = os.environ[VARIABLE] = address
        return new

    def close(self) -> None:
        """Put ``DATABASE_URL`` back, and release the server."""
        from migration_lab.backends.postgresql.embedded_server import release

        if self._ours and os.environ.get(VARIABLE) == self._ours:
            del os.environ[VARIABLE]
            if self._before is not None:
                os.environ[VARIABLE] = self._before
        self._ours = ""
        release(self.project.path)
