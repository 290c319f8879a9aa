"""In a process of its own: run a project's scripts one after the other from empty databases, each as a trial run.

Each is tried on what the scripts before it have made, so that it can be judged by itself. There are no rows. The
caller has redirected every connection.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from migration_lab.child.app_databases import app_context, binds, configuration, read_all
from migration_lab.child.operations_record import OperationsRecord
from migration_lab.child.report_draft import Draft
from migration_lab.child.sandbox.redirect import NoScratch, Redirect
from migration_lab.child.sql_record import SqlRecord
from migration_lab.child.trial_steps import Steps
from migration_lab.schema import Schema, compare
from migration_lab.values.questions import NO_KEYBOARD, question
from migration_lab.values.tried import Tried, TriedEach
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
    """Run the revisions in that order, until one fails."""
    engines = {bind or "": engine for bind, engine in app.extensions["migrate"].db.engines.items()}
    config, bind_of = configuration(app), binds(engines)
    ran = SqlRecord().listen(redirect.installed)
    operations = OperationsRecord(ran).listen(redirect.installed)
    before: dict[str, Schema] = read_all(engines)
    for revision in asked.revisions:
        tried = Tried(before=before)
        operations.begin()
        steps = Steps(bind_of, tried, operations)
        steps.run(config, "upgrade", revision)
        tried.operations = operations.operations
        tried.dialects = {bind: engine.dialect.name for bind, engine in engines.items()}
        if tried.error and tried.error.question is not None:
            asks = question(tried.error.question)
            found.untried = f"Revision {revision} asks {asks} when it runs, {NO_KEYBOARD}."
            return
        if tried.error and tried.error.refusal:
            found.untried = str(tried.error.refusal)
            return
        tried.after = before = read_all(engines)
        changes = (one for bind in engines for one in compare(tried.before[bind], tried.after[bind]))
        gone = (one for one in changes if one.action == "dropped" and one.kind in ("table", "column"))
        tried.drops = [(one.kind, one.name) for one in gone]
        if revision in asked.wanted:
            found.by_revision[revision] = tried
        if tried.error:
            found.by_revision[revision] = tried
            return
