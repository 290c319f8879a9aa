"""What crosses between the lab and a command's own process: a ``Request`` goes there, a ``Report`` comes back.

Both travel as JSON text, by ``encode`` and ``decode`` of ``typed_json``. Touches nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from migration_lab.values.drafted import Drafted
from migration_lab.values.error_report import ErrorReport, Refusal
from migration_lab.values.frames import Frame
from migration_lab.values.lost_messages import LostMessages
from migration_lab.values.operations import RanOperation
from migration_lab.values.statement import Statement
from migration_lab.values.typed_json import carried

if TYPE_CHECKING:
    from migration_lab.values.looked import Looked
    from migration_lab.values.replayed import Replay
    from migration_lab.values.tried import Tried, TriedEach


@dataclass(frozen=True, slots=True)
class RunFlask:
    """Run a ``flask`` command."""

    args: tuple[str, ...]
    """The words after ``flask``."""
    stable: bool = False
    """Whether revisions are named as course workspaces name them."""
    renamed: tuple[tuple[str, str], ...] = ()
    """What a draft of it is to rename instead of dropping and adding it: the old name and the new one of each."""


@dataclass(frozen=True, slots=True)
class GetPage:
    """Ask the app for a page."""

    path: str


@dataclass(frozen=True, slots=True)
class DescribeApp:
    """Load the app, and say where it keeps its things."""

    app: str = ""
    """Which one, and with which file of settings, as ``flask --app`` and ``flask --env-file`` take them."""
    env_file: str = ""


@dataclass(frozen=True, slots=True)
class LookAtPlaces:
    """Look at models, scripts and database. ``scripts``, ``standing`` and ``draft`` cost a run of the scripts each."""

    scripts: bool = True
    """Whether it is wanted what all scripts make."""
    standing: tuple[str, ...] = ()
    """The revisions up to which it is wanted what they make."""
    draft: bool = False
    """Whether it is wanted what the check would say once all have run."""
    extensions: Mapping[str, tuple[tuple[str, str | None], ...]] = field(default_factory=dict)
    """By bind: name and schema of each extension of PostgreSQL that the scripts are known to make."""


@dataclass(frozen=True, slots=True)
class ReplayScripts:
    """Run the scripts on empty databases, and note what each of them does."""

    target: str
    """How far; ``heads`` for all, and then the structure after each is noted."""


@dataclass(frozen=True, slots=True)
class TryScripts:
    """Run scripts on copies of the databases, with their rows, and say what came of it."""

    direction: str
    """``upgrade`` or ``downgrade``."""
    target: str
    """As Alembic takes it."""
    standing: tuple[str, ...] = ()
    """The revisions at which the databases stand."""


@dataclass(frozen=True, slots=True)
class TryEach:
    """Run scripts one by one from empty databases, and say what came of each."""

    revisions: tuple[str, ...]
    """All that have to run, in an order in which they can."""
    wanted: tuple[str, ...]
    """Those of which it is told."""


Work = RunFlask | GetPage | DescribeApp | LookAtPlaces | ReplayScripts | TryScripts | TryEach


@dataclass(frozen=True, slots=True)
class Request:
    """What a command's process is to do, and where."""

    work: Work
    cwd: str
    """The folder of the project."""
    env: Mapping[str, str]
    """The whole environment."""
    scratch: str | None = None
    """An empty folder for throwaway files where the project's databases must not change, as ``redirect`` says."""
    blank: bool = False
    """Whether the app is then started on empty databases instead of copies."""
    preload: tuple[str, ...] = ()
    """Modules that the warm process imports before it forks: what the last report said."""
    at_start: tuple[str, ...] | None = None
    """The modules that a terminal's process has imported by the time that it comes to the project's, see ``shadowed``.
    """
    in_front: str | None = None
    """The folder with a module by the name of one of those that were imported beforehand, likewise."""
    session: str = ""
    """What its connections to a PostgreSQL are called there, unless the project gives them a name."""


@dataclass(frozen=True, slots=True)
class Effects:
    """What a command was seen to do."""

    sql: tuple[Statement, ...] = ()
    """What it executed, in order; of a look that is not told."""
    operations: tuple[RanOperation, ...] = ()
    """The operations of the scripts that it ran."""
    frames: tuple[Frame, ...] = ()
    """The rows of the touched tables after each of these; nothing where they were not read."""
    written: tuple[str, ...] = ()
    """The files below the project that it opened for writing, whole paths, sorted; and those that it removed."""
    removed: tuple[str, ...] = ()
    read: tuple[str, ...] = ()
    """The project's files that it opened for reading."""
    sqlite_files: tuple[str, ...] = ()
    """The SQLite files that it connected to and wrote to, wherever they lie."""
    create_all: str = ""
    """The file of the project that called ``create_all()``, and the line; empty where nothing did."""
    create_all_line: int = 0
    lost_messages: tuple[LostMessages, ...] = ()
    """The project's own log messages that nobody saw."""
    drafted: tuple[Drafted, ...] = ()
    """What the script that it drafted drops and adds, one for each database."""
    upgraded: tuple[str, ...] = ()
    """The ids of the revisions that an upgrade of it has run, whatever came of them."""


@dataclass(frozen=True, slots=True)
class AppDescription:
    """Where an app keeps its things."""

    databases: Mapping[str, str]
    """By bind, ``""`` for the default one: its URL, password and all."""
    migrations: str = "migrations"
    """The folder of the scripts, as the app has it."""
    no_folder: tuple[str, ...] = ()
    """The binds whose SQLite file would lie in a folder that is not there."""
    preload: tuple[str, ...] = ()
    """The modules that a command on such databases imports."""
    version_table: str | None = None
    """What Alembic's own table is called, where ``Migrate()`` was told."""
    versions: tuple[str, ...] | None = None
    """The folders in which Alembic looks for the scripts; ``None`` where that could not be found out."""
    recursive: bool = False
    """Whether it looks in the folders in there too."""


@dataclass(frozen=True, slots=True)
class PageAnswer:
    """What an app answered."""

    status: int
    reason: str
    content_type: str
    text: str
    error: ErrorReport | None = None
    """The error that ended the view, where the app made a page of it."""


@dataclass(frozen=True, slots=True)
class Report:
    """What came of a request. One in which everything is as it is by default says that no report came."""

    exit_code: int | None = None
    """``None`` where the process ended before it could say that: it was killed, or ended itself by ``os._exit``."""
    error: ErrorReport | None = None
    """What ended the work; ``None`` also where the command ended itself with an exit code and no word of a reason."""
    not_loaded: ErrorReport | None = None
    """Why the app could not be made, whatever came of the command nevertheless."""
    loaded: bool = False
    """Whether the app could be made."""
    writes_at_start: bool = False
    """Whether it could not, since it wanted to write to a database that it may only read."""
    no_room: bool = False
    """Whether there was no room for the scratch databases, so that all else says nothing."""
    refusals: tuple[Refusal, ...] = ()
    """What was refused meanwhile, whatever the project made of it."""
    in_front: str | None = None
    """Nothing was run: the request is to be made again, with that in it."""
    effects: Effects = field(default_factory=Effects)
    app: AppDescription | None = None
    no_database: bool = False
    """Whether the app that was to be described has no Flask-SQLAlchemy."""
    settings: Mapping[str, tuple[int, int] | None] = field(default_factory=dict)
    """The files that it read as it loaded, with size and time of each; ``None`` for one that is not there."""
    page: PageAnswer | None = None
    looked: Looked | None = field(default=None, metadata=carried("migration_lab.values.looked.Looked"))
    replay: Replay | None = field(default=None, metadata=carried("migration_lab.values.replayed.Replay"))
    tried: Tried | None = field(default=None, metadata=carried("migration_lab.values.tried.Tried"))
    tried_each: TriedEach | None = field(default=None, metadata=carried("migration_lab.values.tried.TriedEach"))
    not_renamed: str = ""
    """Which of the renames that were given does not fit the draft, so that nothing was written; mostly empty."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a request ended."""

    exit_code: int
    report: Report = field(default_factory=Report)
