"""In a process of its own: try a migration on copies of the app's databases, with their rows, and report the result.

The run is Alembic's own, through the project's env.py, as the real command's would be. An SQLite database is copied as
a file; on PostgreSQL the scripts make the structure in a scratch database, and the rows are copied into that. The
report has counts and names, and the error that a script ended with: no values.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from migration_lab.backends.kinds import is_on_server
from migration_lab.backends.postgresql.sessions import others
from migration_lab.backends.sqlite.sqlite_files import LARGEST_COPY, file_of
from migration_lab.child.app_databases import app_context, binds, configuration, in_memory, read_all
from migration_lab.child.caught import report_of
from migration_lab.child.counting import Counting
from migration_lab.child.locks_record import LocksRecord
from migration_lab.child.models_used import ModelsUsed
from migration_lab.child.operations_record import OperationsRecord
from migration_lab.child.report_draft import Draft
from migration_lab.child.rows_after_trial import fates, read_rows
from migration_lab.child.sandbox.redirect import COPY, NoScratch, Redirect
from migration_lab.child.script_sql import ScriptSql
from migration_lab.child.sql_record import SqlRecord
from migration_lab.child.stable import sort_constraints
from migration_lab.child.time_limit import LONGEST, TimeLimit, waits_for_no_lock
from migration_lab.child.trial_steps import Steps
from migration_lab.child.way_back import way_back
from migration_lab.rows.sql_renames import sql_renames
from migration_lab.schema import Schema, compare
from migration_lab.values.questions import question
from migration_lab.values.reason import Reason
from migration_lab.values.statement import Statement
from migration_lab.values.tried import Tried, is_left_over
from migration_lab.values.wire import TryScripts


def run_trial(redirect: Redirect, asked: TryScripts, draft: Draft) -> None:
    tried = Tried(Reason("broke_off"), again=True)
    try:
        with app_context() as app:
            try:
                done = Tried()
                attempt(app, redirect, asked, done)
                tried = done
            except NoScratch as error:
                tried = Tried(Reason("other_reason", {"why": str(error)}), again=True)
            except Exception as error:
                tried = Tried(Reason("no_copy", {"why": str(report_of(error))}), again=True)
    finally:
        draft.report = replace(draft.report, tried=tried)


def attempt(app: Any, redirect: Redirect, asked: TryScripts, tried: Tried) -> None:
    db = app.extensions["migrate"].db
    engines = {bind or "": engine for bind, engine in db.engines.items()}
    tried.untried = not_possible(engines, redirect)
    if tried.untried:
        return
    db.session.remove()
    redirect.switch(COPY)
    sort_constraints(redirect.installed)  # so that two trials of one script run the same SQL
    sources = {bind: engine.connect() for bind, engine in engines.items()}
    from migration_lab.child.postgresql_fill import CannotFill, dumped, filled

    try:
        tried.untried = too_large(engines, redirect)
        if tried.untried:
            return
        servers = {bind: one for bind, one in engines.items() if is_on_server(one.url)}
        dumps = {bind: dumped(sources[bind]) for bind in servers}
        tried.sessions = {bind: others(sources[bind]) for bind in servers}
    except CannotFill as error:
        tried.untried = error.reason
        return
    finally:
        for source in sources.values():
            source.close()
    redirect.with_rows = True
    redirect.switch("scripts")
    limit = TimeLimit().begin(redirect.installed)
    config, bind_of = configuration(app), binds(engines)
    if servers:
        made = Tried()
        for revision in asked.standing:
            Steps(bind_of, made).run(config, "upgrade", revision)
            if made.error:
                tried.untried = Reason("scripts_fail", {"why": made.error.first_line})
                return
        try:
            for bind, dump in dumps.items():
                filled(servers[bind], dump)
        except CannotFill as error:
            tried.untried = error.reason
            return
    before = read_all(engines)
    rows = read_rows(engines, before)
    tried.in_the_way = tuple(name for schema in before.values() for name in schema.table_names if is_left_over(name))
    ran = SqlRecord().listen(redirect.installed)
    locks = LocksRecord(servers.values(), ran).listen(redirect.installed)
    operations = OperationsRecord(ran, Counting(limit), locks).listen(redirect.installed)
    ScriptSql(operations).listen(redirect.installed)
    steps = Steps(bind_of, tried, operations)
    used = ModelsUsed(db, steps.running).listen(redirect.installed)
    waits_for_no_lock(redirect.installed, steps.running)  # a second connection of the script's own
    steps.run(config, asked.direction, asked.target)
    if not tried.error:
        operations.ended()
        tried.kept = not any(one[3] for one in ran if any(table in one[0] for table in steps.version_tables))
    operations.paused = True
    tried.operations = operations.operations
    tried.models_used = used.found
    tried.dialects = {bind: engine.dialect.name for bind, engine in engines.items()}
    tried.before = before
    renamed = sql_renames([Statement(*one) for one in ran])
    if tried.error and tried.error.question is not None:
        which = f"Revision {tried.failed}" if tried.failed else "A script"
        command = " ".join(("flask db", asked.direction, *other_target(asked.target)))
        about = {"which": which, "question": question(tried.error.question), "command": command}
        tried.untried = Reason("asks", about)
        tried.asks = True
        tried.failed, tried.error = None, None
        return
    if tried.error and (limit.over or tried.error.refusal):
        refused = str(tried.error.refusal or "")
        tried.untried = (
            Reason("other_reason", {"why": refused}) if refused else Reason("too_long", {"seconds": round(LONGEST)})
        )
        tried.failed, tried.error = None, None
        return
    after = tried.after = read_all(engines)
    for bind, dump in (dumps if servers else {}).items():
        if unlike := dump.extra & set(after[bind].table_names):
            tried.untried = Reason("extra_table", {"table": sorted(unlike)[0]})
            return
    if tried.error:
        note_failure(tried, steps, engines, after)
    found = {bind: compare(before[bind], after[bind], renamed) for bind in engines}
    gone = (one for difference in found.values() for one in difference if one.action == "dropped")
    tried.drops = [
        (one.kind, one.name) for one in gone if one.kind in ("table", "column") and one.name not in steps.version_tables
    ]
    renames = {bind: difference.renames for bind, difference in found.items()}
    now = read_rows(engines, after)
    tried.fates = fates(engines, before, after, rows, steps.version_tables, renames, now)
    if asked.direction == "upgrade" and tried.ran and not tried.error:
        tried.back = way_back(engines, config, steps, limit, before, rows, now)


def other_target(target: str) -> tuple[str, ...]:
    """Return the target as a word of the command, if it must be typed."""
    return () if target == "head" else (target,)


def not_possible(engines: Mapping[str, Any], redirect: Redirect) -> Reason | None:
    if any(in_memory(engine.url) for engine in engines.values()):
        return Reason("in_memory")
    return Reason("writes_at_start") if redirect.stage != COPY else None


def too_large(engines: Mapping[str, Any], redirect: Redirect) -> Reason | None:
    for engine in engines.values():
        if not is_on_server(engine.url) and redirect.copied(file_of(str(engine.url.database))) is None:
            return Reason("too_large", {"most": LARGEST_COPY >> 20})
    return None


def note_failure(tried: Tried, steps: Steps, engines: Mapping[str, Any], after: Mapping[str, Schema]) -> None:
    """Note where the failed database stands, and what the failed revision has left in it."""
    from alembic.runtime.migration import MigrationContext

    bind = steps.bind
    with engines[bind].connect() as connection:
        tried.stands = tuple(sorted(MigrationContext.configure(connection, opts=steps.options).get_current_heads()))
    start = [schema for heads, schema in steps.notes.get(bind, ()) if heads == tried.stands]
    if start:
        tried.half = tuple(map(str, compare(start[-1], after[bind])))
