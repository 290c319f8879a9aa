"""In a process of its own: run a project's scripts one after the other from empty databases, each as a trial run.

Each is tried on what the scripts before it have made, so that it can be judged by itself; then the downgrades run, the
last one first. There are no rows. The caller has redirected every connection.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from migration_lab.child.app_databases import app_context, binds, configuration, read_all
from migration_lab.child.installed import Installed
from migration_lab.child.models_used import ModelsUsed
from migration_lab.child.operations_record import OperationsRecord
from migration_lab.child.report_draft import Draft
from migration_lab.child.sandbox.redirect import NoScratch, Redirect
from migration_lab.child.script_sql import ScriptSql
from migration_lab.child.sql_record import SqlRecord
from migration_lab.child.trial_steps import Steps
from migration_lab.schema import Change, compare
from migration_lab.values.questions import NO_KEYBOARD, question
from migration_lab.values.tried import Tried, TriedBack, TriedEach
from migration_lab.values.wire import TryEach


def run_trials(redirect: Redirect, asked: TryEach, draft: Draft) -> None:
    found = TriedEach()
    draft.report = replace(draft.report, tried_each=found)
    with app_context() as app:
        try:
            app.extensions["migrate"].db.session.remove()
            redirect.switch("scripts")
            try_each(app, redirect, asked, found)
        except NoScratch as error:
            found.untried = str(error)


def try_each(app: Any, redirect: Redirect, asked: TryEach, found: TriedEach) -> None:
    """Run the revisions in that order, until one fails; then go back, down to the first one that is wanted."""
    db = app.extensions["migrate"].db
    engines = {bind or "": engine for bind, engine in db.engines.items()}
    config, bind_of = configuration(app), binds(engines)
    before, ran = read_all(engines), []
    for revision in asked.revisions:
        tried = Tried(before=before, dialects={bind: engine.dialect.name for bind, engine in engines.items()})
        steps = try_one(db, config, bind_of, redirect, revision, tried)
        if error := tried.error:
            if error.question is not None:
                asks = question(error.question)
                found.untried = f"Revision {revision} asks {asks} when it runs, {NO_KEYBOARD}."
                return
            if error.refusal:
                found.untried = str(error.refusal)
                return
        tried.after = before = read_all(engines)
        changes = (one for bind in engines for one in compare(tried.before[bind], tried.after[bind]))
        gone = (one for one in changes if one.action == "dropped" and one.kind in ("table", "column"))
        tried.drops = [(one.kind, one.name) for one in gone]
        ran.append((revision, tried, steps))
        if revision in asked.wanted or tried.error:
            found.by_revision[revision] = tried
        if tried.error:
            return
    told: list[tuple[str, Change]] = []
    while ran and found.by_revision.keys() & {revision for revision, _, _ in ran}:
        revision, tried, steps = ran.pop()
        tried.back = go_back(config, engines, steps, tried, told)
        told += tried.back.left
        if tried.back.error or tried.back.untried:
            return


def try_one(db: Any, config: Any, bind_of: Any, redirect: Redirect, revision: str, tried: Tried) -> Steps:
    """Run one revision, and note what it does."""
    installed = Installed(process_ends=redirect.installed.process_ends)
    try:
        operations = OperationsRecord(SqlRecord().listen(installed)).listen(installed)
        ScriptSql(operations).listen(installed)
        steps = Steps(bind_of, tried, operations)
        used = ModelsUsed(db, steps.running).listen(installed)
        steps.run(config, "upgrade", revision)
    finally:
        installed.close()
    tried.operations, tried.models_used = operations.operations, used.found
    return steps


def go_back(
    config: Any, engines: dict[str, Any], steps: Steps, tried: Tried, told: list[tuple[str, Change]]
) -> TriedBack:
    """Run the downgrade of the last revision that has run, and compare the structure with that before it ran.

    What later revisions have left, ``told``, is not its own.
    """
    done = Tried()
    Steps(steps.bind_of, done).back(config, steps.ran)
    if done.error and (done.error.refusal or done.error.question is not None):
        return TriedBack(str(done.error.refusal or "") or "It asks a question when it runs.")
    if done.error:
        return TriedBack(failed=done.failed, error=done.error)
    after, own = read_all(engines), steps.version_tables
    changes = ((bind, one) for bind in engines for one in compare(tried.before[bind], after[bind]))
    left = tuple(change for change in changes if change[1].table not in own and change not in told)
    return TriedBack(left=left)
