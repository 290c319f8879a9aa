"""Read the databases of one project: structure, rows, revisions, and whether something was written. Only reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from migration_lab.backends.database import Database
from migration_lab.errors import LabError
from migration_lab.project.commands.sending import Sender, refuse_gone
from migration_lab.schema import Schema
from migration_lab.values.result import Rows
from migration_lab.values.wire import GetPage, Outcome, PageAnswer, Work

if TYPE_CHECKING:
    from migration_lab.project.project_databases import ProjectDatabases
    from migration_lab.project.ran_scripts import RanScripts
    from migration_lab.values.graph import RevisionGraph
    from migration_lab.values.script_print import EditedScript


class DatabaseReads:
    """The part of ``Project`` that reads its databases."""

    path: Path
    _where: ProjectDatabases
    _ran: RanScripts
    _sender: Sender

    def history(self) -> RevisionGraph:
        raise NotImplementedError

    def _ask_to_look(self, work: Work) -> tuple[Outcome, str]:
        raise NotImplementedError

    @property
    def settings(self) -> Mapping[str, str | None]:
        """Return the variables, such as ``DATABASE_URL``, that its processes have otherwise than this one."""
        return self._sender.settings

    @settings.setter
    def settings(self, differing: Mapping[str, str | None]) -> None:
        """Set them before the first command; ``None`` for a variable that its processes are to lack."""
        self._sender.settings = differing

    def page_on_copy(self, path: str) -> PageAnswer:
        """Return what the app, as it is on disk now, answers on a copy of its database; nothing of its own is changed.

        Raises ``LabError`` if the app does not load.
        """
        outcome, _ = self._ask_to_look(GetPage(path))
        if outcome.report.page is None:
            raise LabError(f"The app could not be asked for {path}, because it did not load.")
        return outcome.report.page

    def edited_scripts(self) -> tuple[EditedScript, ...]:
        """Return the scripts that were edited after the lab had run them on the present databases."""
        return self._ran.edited(self.history)

    def read(self) -> Schema:
        """Return the present structure of the project's database."""
        return self.database.read()

    def rows(self, table: str, limit: int = 5) -> Rows:
        """Return how many rows a table has, and the first ``limit`` of them."""
        return self.database.rows(table, limit)

    def query(self, sql: str) -> Sequence[tuple[Any, ...]]:
        """Return the rows of a SELECT, as tuples."""
        return self.database.query(sql)

    def versions(self) -> tuple[str, ...]:
        """Return what ``alembic_version`` holds."""
        return self.database.versions(self.read())

    def known_databases(self) -> tuple[Database, ...]:
        """Return its databases, as far as they are known: asks nobody. Any thread may ask a database for its pulse."""
        return tuple(self._where.databases.values())

    def databases(self) -> Mapping[str, Database]:
        """Return its databases by bind, as far as they are known: asks nobody."""
        return dict(self._where.databases)

    def pulse(self) -> object:
        """Return a value that is equal as long as nothing was written to the project's known databases.

        It costs at most a query for each. Raises ``UnreachableDatabase`` if a server does not answer.
        """
        return self._where.pulse()

    def structures(self) -> object:
        """Return a value that is equal as long as all databases keep their structure and revisions.

        Raises ``SchemaError``.
        """
        return self._where.structures()

    @property
    def database(self) -> Database:
        """Return the default database, or the only one. Raises ``NoDatabase`` if the app has never said where it is."""
        refuse_gone(self.path)
        return self._where.database

    @property
    def address(self) -> str:
        """Return which database that is, for people, without the password; empty while it is not known."""
        return self._where.address

    @property
    def no_undo(self) -> str:
        """Say beforehand which databases ``undo`` cannot bring back; empty if there are none."""
        return self._where.no_undo

    @property
    def undo_names(self) -> Sequence[str]:
        """Return the databases that ``undo`` copies: paths of files, or ``postgresql:app`` on the lab's own server."""
        return [*filter(None, self._where.undo_names().values())]
