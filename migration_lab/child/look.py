"""In a process of its own: look at a project's three places without touching its database.

Two kinds of request. ``places`` asks for everything that ``Project.places()`` needs at one go; ``replay`` for what
each revision does. Their reports are values in ``pickled``: a ``Looked``, a ``Replay``. They need an empty folder,
``scratch``, for throwaway files.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from migration_lab.child.app_databases import app_context, binds, configuration, described, in_memory, read_all
from migration_lab.child.autogenerate import check, words_of
from migration_lab.child.env_metadata import name_of
from migration_lab.child.replay import Recorder
from migration_lab.child.sandbox.redirect import COPY, NoScratch, Redirect
from migration_lab.child.unimported import files_not_imported
from migration_lab.schema import Schema
from migration_lab.values.checked import Checked, Operation
from migration_lab.values.looked import Looked, made_by
from migration_lab.values.pickled import packed

BEHIND = "Target database is not up to date"
"""How Alembic begins when the database has not run every script."""


def run_places(redirect: Redirect, request: dict[str, Any], report: dict[str, Any]) -> None:
    """``scripts`` and ``draft`` say whether those are wanted, ``standing`` for which revisions: each costs a replay."""
    looked = Looked()
    try:
        with app_context() as app:
            looked.loaded = True
            report.update(described(app))
            try:
                look(app, redirect, request, looked)
            except Exception as error:
                looked.error = f"The lab could not look at this project: {words_of(error)}"
                traceback.print_exc()
    finally:
        report.update(pickled=packed(looked), sql=[])


def look(app: Any, redirect: Redirect, request: dict[str, Any], looked: Looked) -> None:
    looked.has_migrate = "migrate" in app.extensions
    db = app.extensions["migrate"].db if looked.has_migrate else app.extensions.get("sqlalchemy")
    looked.has_database = db is not None
    if db is None:
        return
    if not hasattr(db, "engines"):
        looked.error = "The lab needs Flask-SQLAlchemy 3.0.2 or newer, and the app has something else."
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
            redirect.switch(redirect.stage)  # from now on drivers are closed to all but SQLAlchemy, as for every check
            started = check(configuration(app), bind_of)
            looked.migrates = {bind: at for bind, at in started.current.items() if at}
    redirect.switch(COPY)
    if not blank:
        looked.at_start = started_copies(engines)
    if has_env:
        looked.checked = check(configuration(app), bind_of, metadatas)
        if started and looked.migrates and looked.checked.error.startswith(BEHIND):
            # The command itself finds what the app's start has made of the database by then.
            looked.checked.exit_code, looked.checked.error = started.exit_code, started.error
        looked.own = {bind: frozenset(map(name_of, db.metadatas[bind or None].tables.values())) for bind in engines}
        if gone := {one.name for one in looked.checked.operations if (one.action, one.kind) == ("dropped", "table")}:
            looked.unimported = files_not_imported(Path.cwd(), gone, Path(app.extensions["migrate"].directory))
    if has_env and not blank:
        for bind, schema in started_copies(engines).items():
            before = looked.at_start.get(bind)
            looked.made_by_env[bind] = frozenset(schema.table_names) - set(before.table_names if before else ())
    try:
        db.session.remove()
        redirect.switch("models")
        looked.models, looked.models_error = made_by_models(db, engines, metadatas)
        if looked.checked and blank:
            leave_out_made(looked.checked, looked.models or {}, looked.at_start)
        if looked.checked and (request["scripts"] or request["standing"] or request["draft"]):
            redirect.switch("scripts")
            replay_places(app, engines, bind_of, looked, request)
        if looked.models_error and any(engine.dialect.name == "postgresql" for engine in engines.values()):
            try_with_extensions(db, redirect, engines, metadatas, looked, request)
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
    request: dict[str, Any],
) -> None:
    """Make the models again where the extensions are that the database has, or the scripts make."""
    from migration_lab.child import postgresql_extensions as extensions

    redirect.switch(COPY)
    wanted = extensions.installed(engines), made_by(looked.scripts or {}), request.get("extensions") or {}
    redirect.switch("models with extensions")
    if extensions.install(engines, *wanted):
        models, looked.models_error = made_by_models(db, engines, metadatas)
        looked.models = models and extensions.without(models, *wanted)


def started_copies(engines: dict[str, Any]) -> dict[str, Schema]:
    """The copies as they are now; none where one cannot be read: whoever reads the real one will tell."""
    with suppress(Exception):
        return read_all({bind: one for bind, one in engines.items() if one.dialect.name == "sqlite"})
    return {}


def leave_out_made(checked: Checked, models: dict[str, Schema], at_start: dict[str, Schema]) -> None:
    """Take the tables that the app makes as it starts out of the check: the real command finds them there.

    On a copy it has found them as well; this is for where the app could only be started on an empty database.
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
) -> tuple[dict[str, Schema] | None, str]:
    """What ``create_all`` makes on empty databases, and otherwise why it cannot.

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
        return read_all(engines), ""
    except NoScratch:
        raise
    except Exception as error:
        return None, words_of(error)


def prepare(engine: Any, metadata: Any) -> None:
    """Make the PostgreSQL schemas that the models' tables are in, which ``create_all`` does not."""
    if engine.dialect.name != "postgresql":
        return
    from sqlalchemy.schema import CreateSchema

    with engine.begin() as connection:
        for name in sorted({table.schema for table in metadata.tables.values() if table.schema}):
            connection.execute(CreateSchema(name, if_not_exists=True))


def replay_places(
    app: Any, engines: dict[str, Any], bind_of: Callable[[Any], str | None], looked: Looked, request: dict[str, Any]
) -> None:
    """What the scripts make up to where the database stands, and what they make in all."""
    assert looked.checked is not None
    recorder = Recorder(bind_of, [], every=False)
    config = configuration(app)
    if request["standing"] and all(recorder.upgrade(config, name) for name in request["standing"]):
        looked.standing = read_all(engines)
    if not recorder.replay.error and recorder.upgrade(config, "heads"):
        looked.scripts = read_all(engines)
        if request["draft"]:
            looked.drafted = check(config, bind_of)
    looked.failed, looked.scripts_error = recorder.replay.failed, recorder.replay.error


def run_replay(redirect: Redirect, request: dict[str, Any], report: dict[str, Any]) -> None:
    """``request["target"]`` says how far to upgrade; the structure after each step is noted when that is ``heads``."""
    from migration_lab.child.sql_record import SqlRecord

    with app_context() as app:
        db, target = app.extensions["migrate"].db, request["target"]
        engines = {bind or "": engine for bind, engine in db.engines.items()}
        recorder = Recorder(binds(engines), SqlRecord().listen(), every=target == "heads")
        replay = recorder.replay
        try:
            db.session.remove()
            redirect.switch("scripts")
            if recorder.upgrade(configuration(app), target) and target != "heads":
                for bind, schema in read_all(engines).items():
                    replay.schemas.setdefault(bind, {})[target] = schema
        except NoScratch as error:
            replay.error, replay.no_scratch = str(error), True
        report.update(pickled=packed(replay), sql=[])


KINDS = {"places": run_places, "replay": run_replay}
