"""Know where one project keeps its data: its databases by bind, and its scripts, as its app last said.

Reads the databases, writes to none. What the app said is kept in ``.lab/places.json``, without passwords.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from migration_lab.backends import fingerprints
from migration_lab.backends.atomic import write_text
from migration_lab.backends.backend import NoDriver
from migration_lab.backends.database import Database, NotAlembics
from migration_lab.backends.fingerprints import ReadStat, read_stat
from migration_lab.backends.relative_paths import relative
from migration_lab.errors import LabError
from migration_lab.project.contents import Contents
from migration_lab.project.lab_folder import lab_folder
from migration_lab.project.scripts.revision_files import Versions
from migration_lab.project.seen_databases import SeenDatabases
from migration_lab.project.sources import SETTINGS, source_files
from migration_lab.project.undo.undo_names import UndoNames
from migration_lab.schema import Schema, UnsupportedDatabase
from migration_lab.schema.schema_errors import LockedDatabase
from migration_lab.values.wire import AppDescription, DescribeApp, Report

if TYPE_CHECKING:
    from migration_lab.values.looked import Looked


class NoDatabase(LabError):
    """Nobody knows where the project keeps its data, since its app has never loaded."""


class ProjectDatabases:
    """Knows the databases and the scripts of one project.

    ``ask`` runs a request that changes nothing, and returns its report. If ``read_only``, ``.lab`` is not written
    either.
    """

    def __init__(self, root: Path, ask: Callable[[DescribeApp], Report], *, read_only: bool = False) -> None:
        self.root = root
        self.scripts = "migrations"
        self.versions: Versions | None = None
        self.databases: dict[str, Database] = {}
        self.read_only = read_only
        self.version_table: str | None = None
        """The name of Alembic's own table; ``None`` until the app or env.py has said it."""
        self.unusable = ""
        """Why there is no database although the app loads: it has none, or one that the lab cannot read."""
        self.no_folder: frozenset[str] = frozenset()
        """The binds whose SQLite file would be in a folder that does not exist."""
        self.not_known = ""
        """Why ``standing``, at its last call, could not tell where the database stands."""
        self._ask = ask
        self._chosen: dict[str, str] = {}
        self._known: object = None
        """The environment and the app for which the databases' addresses are known."""
        self._settings: object = None
        self._read: Mapping[str, ReadStat] = {}
        """The files that the app read as it loaded, with size and time."""
        self._left = ""
        self._undo_names = UndoNames(root)
        self._contents = Contents()

    @property
    def database(self) -> Database:
        """Return the default database, or the only one. Raises ``NoDatabase`` if the app has never said where it is."""
        self.locate()
        if not self.databases and self.unusable:
            raise NoDatabase(self.unusable)
        if not self.databases:
            raise NoDatabase(
                "The lab does not know yet where the database is, because the app does not load. "
                "Run %flask routes to see why, mend it, and run the cell again."
            )
        return self.databases.get("") or next(iter(self.databases.values()))

    @property
    def address(self) -> str:
        """Return which database this is, for people, without the password; empty while it is not known."""
        if not self.databases:
            return ""
        database = self.database
        return database.backend.shown(database.url, self.root, self.undo_name(database))

    def undo_name(self, database: Database) -> str | None:
        """Return the name of that database for undo; ``None`` if it has no copies."""
        return self._undo_names.of(database)

    def undo_names(self) -> dict[str, str | None]:
        """Return the names for undo of the app's databases, by bind, as they are now."""
        self._undo_names.forget()
        return {bind: self.undo_name(database) for bind, database in self.databases.items()}

    @property
    def no_undo(self) -> str:
        """Say beforehand which databases have no copy; empty if all have one."""
        return self._undo_names.sentence(self.databases.values())

    def choose(self, named: Mapping[str, str]) -> None:
        """Note the app or settings file that the next command names itself: from now on its databases count."""
        self._chosen = dict(named)

    def locate(self, *, surely: bool = False) -> None:
        """Find out where the databases are, from the app or from what it last said, which is on disk.

        The app is asked once, and again if the environment has changed, as by ``%env DATABASE_URL``, or if a command
        names another app. With ``surely``, before a command that may change something, it is also asked if a file was
        edited that may say it: one of the project's, or any that the app read as it loaded.
        """
        known, settings, edited = (dict(os.environ), self._chosen), self._settings, False
        if surely:
            settings = self._settings_now()
            edited = settings != self._settings or any(read_stat(path) != stat for path, stat in self._read.items())
        if self.databases and known == self._known and not edited:
            return
        report = self._ask(DescribeApp(**self._chosen))
        self._known, self._settings = known, settings  # only now, since asking may be interrupted
        self._read = report.settings
        if not self.learn(report) and not self.databases:
            with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):  # nothing there, or damaged
                record = json.loads(self._record.read_text(encoding="utf-8"))
                urls = {bind: f"sqlite:///{(self.root / file).as_posix()}" for bind, file in record["files"].items()}
                self.learn(Report(app=AppDescription(urls, record["migrations"])))

    def locate_own(self) -> None:
        """Find out where the databases of the project's own app are, whatever app the last command named.

        The views show the databases of the own app.
        """
        self.choose({})
        self.locate()

    def _settings_now(self) -> object:
        """Return a value that is equal as long as nobody has edited the files (not scripts) that may name the
        databases.
        """
        files = [
            *source_files(self.root, self.root / self.scripts, SETTINGS),
            *(fingerprints.fingerprint(self.root / name) for name in (".env", ".flaskenv")),
        ]
        return sorted(files, key=str)

    def learn(self, report: Report) -> bool:
        """Note where the databases and scripts are, if the report says it."""
        if report.no_database:
            self.unusable = "The app has no Flask-SQLAlchemy, so there is no database that the lab could show."
        app = report.app
        if app is None or not app.databases:
            return False
        urls = app.databases
        self.no_folder = frozenset(app.no_folder)
        self.scripts = app.migrations
        if app.versions is not None:
            self.versions = Versions(tuple(map(self.root.joinpath, app.versions)), app.recursive)
        if urls != {bind: database.address for bind, database in self.databases.items()}:
            left, address = self.address, self._default_of(self.databases)
            self._undo_names.forget()
            try:
                self.databases = {bind: Database(url, read_only=self.read_only) for bind, url in urls.items()}
                self.unusable = ""
            except (NoDriver, UnsupportedDatabase) as error:
                self.databases, self.unusable = {}, str(error)
            if self.databases and not self.read_only:
                files = {bind: relative(one.path, self.root) for bind, one in self.databases.items() if one.path}
                with suppress(OSError):  # if it cannot be noted, the app is asked again
                    lab_folder(self.root)
                    write_text(self._record, json.dumps({"files": files, "migrations": self.scripts}))
            if left and address != self._default_of(self.databases):
                self._left = self._left or left
        self._name_table(app.version_table or self.version_table)
        return True

    def moved(self) -> str:
        """Say once that the app now uses another default database; empty if it does not."""
        left, self._left = self._left, ""
        if not left or left == self.address:
            return ""
        return f"The app uses another database now: {self.address}. Until now it was {left}."

    @staticmethod
    def _default_of(databases: Mapping[str, Database]) -> str:
        """Return the address of the default one, or the only one, with its password."""
        found = databases.get("") or next(iter(databases.values()), None)
        return found.address if found else ""

    def _name_table(self, told: str | None) -> None:
        self.version_table = told
        for database in self.databases.values():
            database.version_table = told

    def look(self) -> tuple[Schema, tuple[str, ...]]:
        """Return the structure of the default database, and its revisions. Raises ``SchemaError``."""
        if not self.databases:
            return Schema("sqlite"), ()
        schema = self.database.read()
        return schema, self.database.versions(schema)

    def glance(self, databases: Mapping[str, Database] | None = None, *, may_wait: bool = True) -> SeenDatabases:
        """Return the structure of each database as far as it can be read; problems are reported and stop nothing.

        Raises ``LockedDatabase`` if another program holds one, unless ``may_wait`` is false.
        """
        schemas: dict[str, Schema | None] = {}
        stands: dict[str, tuple[str, ...]] = {}
        problems: dict[str, str] = {}
        databases = self.databases if databases is None else databases
        default = "" if "" in databases else next(iter(databases), "")
        for bind, database in databases.items():
            schemas[bind] = None
            try:
                schemas[bind] = schema = database.read()
                stands[bind] = database.versions(schema)
            except LabError as error:
                if may_wait and isinstance(error, LockedDatabase):
                    raise
                problems[bind] = str(error)
        addresses = {bind: database.address for bind, database in databases.items()}
        return SeenDatabases(schemas, stands, problems, default, addresses)

    def pulse(self) -> tuple[object, ...]:
        """Return a value that is equal as long as nothing was written to the known databases.

        Raises ``UnreachableDatabase``.
        """
        return tuple(database.pulse() for database in self.databases.values())

    def contents(self) -> tuple[object, ...]:
        """Return a value that is equal as long as every known database holds the same rows."""
        return tuple(self._contents.of(database) for database in self.databases.values())

    def structures(self) -> tuple[tuple[Schema, tuple[str, ...]], ...]:
        """Return the structure of each database, and its revisions. Raises ``SchemaError``."""
        read = ((database, database.read()) for database in self.databases.values())
        return tuple((schema, database.versions(schema)) for database, schema in read)

    def standing(self) -> tuple[str, ...]:
        """Return where the project's own databases stand, as far as that can be told."""
        self.locate_own()
        found: set[str] = set()
        self.not_known = ""
        for database in self.databases.values():
            try:
                found.update(database.versions(database.read()))
            except LabError as error:
                self.not_known = str(error)
        return tuple(sorted(found))

    def read_all(self, looked: Looked) -> tuple[dict[str, Schema | None], str, dict[str, tuple[str, ...]]]:
        """Return each database's structure, why one or its version cannot be read, and the revisions of those in files.

        Notes the name of ``alembic_version``.
        """
        if looked.checked and len(looked.checked.version_tables) == 1:
            self._name_table(*looked.checked.version_tables)
        schemas: dict[str, Schema | None] = {}
        stands: dict[str, tuple[str, ...]] = {}
        unreadable = "" if self.databases or not looked.has_database else self.unusable
        for bind, database in self.databases.items():
            if bind in self.no_folder and database.path is not None:
                schemas[bind], unreadable = None, folder_missing(database.path)
                continue
            try:
                schemas[bind] = schema = database.read()
                if database is self.database:
                    database.versions(schema)
            except NotAlembics as error:  # everything else in it can be read
                unreadable = str(error)
            except LabError as error:
                schemas[bind], unreadable = None, str(error)
                continue
            if database.path is not None:
                with suppress(LabError):
                    stands[bind] = database.versions(schema)
        return schemas, unreadable, stands

    @property
    def _record(self) -> Path:
        """Return the file with what the app last said about its SQLite files, for when it does not load."""
        return self.root / ".lab" / "places.json"


def folder_missing(path: Path) -> str:
    return (
        f"There is no folder {path.parent.as_posix()}, and SQLite makes none for its file {path.name}: flask db "
        "upgrade ends with an error. Make the folder, or mend the path in SQLALCHEMY_DATABASE_URI."
    )
