"""In a process of its own: look at a project's three places without touching its database.

``LookAtPlaces`` asks at once for everything that ``Project.places()`` needs, ``ReplayScripts`` for what each revision
does. Their reports contain a ``Looked``, a ``Replay``. They need an empty folder, ``scratch``, for throwaway files.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from migration_lab.backends.kinds import has_extensions, is_on_server
from migration_lab.child import telling_progress
from migration_lab.child.app_databases import app_context, binds, configuration, in_memory, read_all
from migration_lab.child.autogenerate import check
from migration_lab.child.caught import report_of
from migration_lab.child.describe_app import describe
from migration_lab.child.env_metadata import name_of
from migration_lab.child.replay import Recorder
from migration_lab.child.report_draft import Draft
from migration_lab.child.sandbox.redirect import COPY, NoScratch, Redirect
from migration_lab.child.sql_record import SqlRecord
from migration_lab.child.telling_progress import tell
from migration_lab.child.time_limit import waits_for_no_lock
from migration_lab.child.unimported import files_not_imported
from migration_lab.schema import Schema
from migration_lab.values.checked import Checked, Operation
from migration_lab.values.error_report import ErrorReport
from migration_lab.values.looked import Looked, made_by
from migration_lab.values.wire import LookAtPlaces, ReplayScripts


def run_places(redirect: Redirect, asked: LookAtPlaces, draft: Draft) -> None:
    looked = Looked()
    try:
        with app_context() as app:
            looked.loaded = True
            draft.report = replace(draft.report, app=describe([app]))
            try:
                look(app, redirect, asked, looked)
            except Exception as error:
                looked.error = report_of(error)
                traceback.print_exc()
    finally:
        tell(telling_progress.COMPARING)
        draft.report = replace(draft.report, looked=looked)


def look(app: Any, redirect: Redirect, asked: LookAtPlaces, looked: Looked) -> None:
    looked.has_migrate = "migrate" in app.extensions
    db = app.extensions["migrate"].db if looked.has_migrate else app.extensions.get("sqlalchemy")
    looked.has_database = db is not None
    if db is None:
        return
    if not hasattr(db, "engines"):
        looked.too_old = True
        return
    engines = {bind or "": engine for bind, engine in db.engines.items()}
    looked.memory = tuple(bind for bind, engine in engines.items() if in_memory(engine.url))
    bind_of = binds(engines)
    metadatas: dict[str, list[Any]] = {}
    blank = redirect.stage != COPY
    has_env = looked.has_migrate and Path(app.extensions["migrate"].directory, "env.py").exists()
    started: Checked | None = None
    if blank:
        looked.at_start = read_all(engines)
        if has_env and any(schema.tables for schema in looked.at_start.values()):
            redirect.switch(redirect.stage)  # from now on only SQLAlchemy can use drivers, as in every check
            started = check(configuration(app), bind_of)
            looked.migrates = {bind: at for bind, at in started.current.items() if at}
    redirect.switch(COPY)
    if not blank:
        looked.at_start = started_copies(engines)
    if has_env:
        tell(telling_progress.CHECKING)
        looked.checked = check(configuration(app), bind_of, metadatas)
        if started and looked.migrates and looked.checked.behind:
            # The command itself finds the database as the app's start has left it.
            looked.checked.exit_code, looked.checked.error = started.exit_code, started.error
            looked.checked.behind = started.behind
        looked.own = {bind: frozenset(map(name_of, db.metadatas[bind or None].tables.values())) for bind in engines}
        scripts = Path(app.extensions["migrate"].directory)
        if gone := {one.name for one in looked.checked.operations if (one.action, one.kind) == ("dropped", "table")}:
            looked.unimported = files_not_imported(Path.cwd(), gone, scripts)
        elif not looked.checked.operations and not looked.checked.error:
            known = {table for tables in looked.own.values() for table in tables}
            every = files_not_imported(Path.cwd(), None, scripts)
            looked.unknown = {table: file for table, file in every.items() if table not in known}
    if has_env and not blank:
        for bind, schema in started_copies(engines).items():
            before = looked.at_start.get(bind)
            looked.made_by_env[bind] = frozenset(schema.table_names) - set(before.table_names if before else ())
    try:
        db.session.remove()
        tell(telling_progress.MODELS)
        redirect.switch("models")
        looked.models, looked.models_error = made_by_models(db, engines, metadatas)
        if looked.checked and blank:
            leave_out_made(looked.checked, looked.models or {}, looked.at_start)
        if looked.checked and (asked.scripts or asked.standing or asked.draft):
            redirect.switch("scripts")
            waits_for_no_lock(redirect.installed)
            replay_places(app, engines, bind_of, looked, asked, SqlRecord().listen(redirect.installed))
        if looked.models_error and any(has_extensions(engine.url) for engine in engines.values()):
            try_with_extensions(db, redirect, engines, metadatas, looked, asked)
            if looked.checked and blank:
                leave_out_made(looked.checked, looked.models or {}, looked.at_start)
    except NoScratch as error:
        looked.no_scratch = str(error)


def try_with_extensions(
    db: Any,
    redirect: Redirect,
    engines: dict[str, Any],
    metadatas: dict[str, list[Any]],
    looked: Looked,
    asked: LookAtPlaces,
) -> None:
    """Make the models' tables again with the extensions that the database has, or that the scripts make."""
    from migration_lab.child import postgresql_extensions as extensions

    redirect.switch(COPY)
    wanted = extensions.installed(engines), made_by(looked.scripts or {}), asked.extensions
    redirect.switch("models with extensions")
    if extensions.install(engines, *wanted):
        models, looked.models_error = made_by_models(db, engines, metadatas)
        looked.models = models and extensions.without(models, *wanted)


def started_copies(engines: dict[str, Any]) -> dict[str, Schema]:
    """Return the copies as they are now; none if one cannot be read: whoever reads the real one will say so."""
    with suppress(Exception):
        return read_all({bind: one for bind, one in engines.items() if not is_on_server(one.url)})
    return {}


def leave_out_made(checked: Checked, models: dict[str, Schema], at_start: dict[str, Schema]) -> None:
    """Leave the tables that the app makes at its start out of the check: the real command finds them there.

    A check on a copy has found them as well; this is for an app that could only be started on an empty database.
    """

    def made(one: Operation) -> bool:
        there, wanted = at_start.get(one.bind), models.get(one.bind)
        if not (there and wanted and one.table in there.table_names and one.table in wanted.table_names):
            return False
        return there.table(one.table) == wanted.table(one.table)

    new = {(one.bind, one.table) for one in checked.operations if (one.action, one.kind) == ("added", "table")}
    left = [one for one in checked.operations if (one.bind, one.table) not in new or not made(one)]
    if len(left) < len(checked.operations):
        checked.operations = left
        checked.exit_code = 1 if left or checked.error else 0


def made_by_models(
    db: Any, engines: dict[str, Any], metadatas: dict[str, list[Any]]
) -> tuple[dict[str, Schema] | None, ErrorReport | None]:
    """Return what ``create_all`` makes on empty databases, or else why it cannot.

    ``metadatas`` are those that env.py compares with: it may know models that the app's own ``db`` does not.
    """
    try:
        for bind, engine in engines.items():
            for metadata in (db.metadatas[bind or None], *metadatas.get(bind, ())):
                prepare(engine, metadata)
        db.create_all()
        for bind, others in metadatas.items():
            for metadata in others:
                if bind in engines and metadata is not db.metadatas[bind or None]:
                    metadata.create_all(engines[bind])
        return read_all(engines), None
    except NoScratch:
        raise
    except Exception as error:
        return None, report_of(error)


def prepare(engine: Any, metadata: Any) -> None:
    """Make the PostgreSQL schemas of the models' tables, which ``create_all`` does not make."""
    if not has_extensions(engine.url):
        return
    from sqlalchemy.schema import CreateSchema

    with engine.begin() as connection:
        for name in sorted({table.schema for table in metadata.tables.values() if table.schema}):
            connection.execute(CreateSchema(name, if_not_exists=True))


def replay_places(
    app: Any,
    engines: dict[str, Any],
    bind_of: Callable[[Any], str | None],
    looked: Looked,
    asked: LookAtPlaces,
    statements: list[list[Any]],
) -> None:
    """Find what the scripts make up to the database's revision, and in all; ``statements`` grows."""
    assert looked.checked is not None
    recorder = Recorder(bind_of, statements, every=True)
    config = configuration(app)

    def upgraded(*targets: str) -> bool:
        if not all(recorder.upgrade(config, target) for target in targets):
            return False
        looked.uncommitted = not recorder.keeps()
        return not looked.uncommitted

    if asked.standing and upgraded(*asked.standing):
        looked.standing = read_all(engines)
    if not recorder.replay.error and not looked.uncommitted:
        if upgraded("heads"):
            looked.scripts = read_all(engines)
            if asked.draft:
                looked.drafted = check(config, bind_of)
        looked.replay = recorder.replay
    looked.failed, looked.scripts_error = recorder.replay.failed, recorder.replay.error


def run_replay(redirect: Redirect, asked: ReplayScripts, draft: Draft) -> None:
    with app_context() as app:
        db, target = app.extensions["migrate"].db, asked.target
        engines = {bind or "": engine for bind, engine in db.engines.items()}
        recorder = Recorder(binds(engines), SqlRecord().listen(redirect.installed), every=target == "heads")
        no_scratch = ""
        try:
            db.session.remove()
            redirect.switch("scripts")
            waits_for_no_lock(redirect.installed)
            if recorder.upgrade(configuration(app), target) and target != "heads":
                for bind, schema in read_all(engines).items():
                    recorder.replay.schemas.setdefault(bind, {})[target] = schema
        except NoScratch as error:
            no_scratch = str(error)
        draft.report = replace(draft.report, replay=replace(recorder.replay, no_scratch=no_scratch))
