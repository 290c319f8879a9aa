"""Run one command for real in a process of its own, and report what it did.

This is the child's side of the interface: ``execute(request, ending)`` is called in a process that is thrown away
afterwards, forked from the warm process or newly started; or, if there are no processes, by ``inline``, which then
removes everything that was ``installed``. It needs nothing of the lab's kernel side, only Flask and what the project
itself imports. The command touches whatever database the project's app is configured for.

``values.wire`` says what a request may ask for, and what its report says. An error is reported where it is caught, as a
value made by ``caught``; printed text is only for people. A report with ``in_front`` means that nothing was run: the
request must be made again, with that in it.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from migration_lab.child import own_lines, telling_progress
from migration_lab.child.caught import report_of, report_of_end
from migration_lab.child.create_all_record import CreateAllRecord
from migration_lab.child.describe_app import describe
from migration_lab.child.drafting import Drafting
from migration_lab.child.ending import Ends
from migration_lab.child.installed import Installed
from migration_lab.child.named_sessions import name_sessions
from migration_lab.child.operations_record import OperationsRecord
from migration_lab.child.reading import Reads
from migration_lab.child.report_draft import Draft
from migration_lab.child.revisions_run import RevisionsRun
from migration_lab.child.rows_record import RowsRecord
from migration_lab.child.running_app import run_describe, run_flask, run_get
from migration_lab.child.sandbox.guards import refusals
from migration_lab.child.script_sql import ScriptSql
from migration_lab.child.shadowed import can_import_sqlalchemy, import_sqlalchemy, watch_import_path
from migration_lab.child.silenced_loggers import watch_loggers
from migration_lab.child.sql_record import SqlRecord
from migration_lab.child.unanswered import watch_questions
from migration_lab.child.watching import watch_apps, watch_files
from migration_lab.child.watching_sqlite import watch_sqlite_files
from migration_lab.values.statement import Statement
from migration_lab.values.wire import (
    DescribeApp,
    Effects,
    GetPage,
    LookAtPlaces,
    ReplayScripts,
    Report,
    Request,
    RunFlask,
    TryEach,
    TryScripts,
)


def execute(request: Request, ending: Ends, report_folder: str = "", installed: Installed | None = None) -> int:
    """Run what the request asks for in this very process, report by ``ending``, and return the exit code.

    The output goes to stdout and stderr. What threads and the functions of ``atexit`` do after this is reported too.
    ``report_folder`` is where the report is written, if it goes to a file. Without ``installed`` the process ends with
    the request.
    """
    own = os.getpid()
    installed = installed or Installed()
    installed.patch(own_lines, "_root", "")
    installed.patch(telling_progress, "_folder", request.scratch or "")
    installed.patch(telling_progress, "_last", ("", 0.0))
    telling_progress.tell(telling_progress.LOADING)
    enter(request)
    watch_import_path(request, ending.at_once, installed)
    sql, draft = SqlRecord(), Draft()
    rows = RowsRecord(sql, Path(request.cwd))
    if request.in_front is not None and not can_import_sqlalchemy():
        if request.scratch is not None:  # the app would fail at this too, and nothing guards it yet
            exit_code = run(import_sqlalchemy, draft)
            ending.report(lambda: replace(draft.report, exit_code=exit_code))
            return exit_code
    else:
        (rows if isinstance(request.work, RunFlask) and request.scratch is None else sql).listen(installed)
    create_all = CreateAllRecord()
    if isinstance(request.work, RunFlask) and "sqlalchemy" in sys.modules:
        create_all.listen(installed)
    if request.session and "sqlalchemy" in sys.modules:
        name_sessions(request.session, installed)
    redirect = redirected(request, report_folder, installed)
    watch_questions(installed)
    root = Path(request.cwd)
    files, apps = watch_files(root, installed), watch_apps(installed)
    sqlite_files = watch_sqlite_files(root, installed)
    reads = Reads(request.scratch or "", settings=isinstance(request.work, DescribeApp)).watch(installed)
    lost_messages = watch_loggers(installed) if isinstance(request.work, RunFlask) else tuple
    operations = OperationsRecord(sql.statements)
    drafting = Drafting(request.work.renamed if isinstance(request.work, RunFlask) else (), draft)
    revisions = RevisionsRun()
    watch_loading(redirect, request, draft, installed, [operations, ScriptSql(operations), drafting, revisions])
    exit_code = run(lambda: work(request, redirect, draft, installed), draft)
    if os.getpid() != own:
        return exit_code  # a fork made by the command, at its end
    if redirect:
        draft.report = replace(draft.report, no_room=redirect.room.full)
        redirect.close()
        draft.report = replace(draft.report, refusals=refusals())
        if exit_code and not draft.report.loaded:
            redirect.guards.tell()
    if isinstance(request.work, RunFlask) and request.work.stable:
        from migration_lab.child.stable import fix_create_dates

        fix_create_dates(path for path, kept in files.items() if kept)
    sys.stdout.flush()
    sys.stderr.flush()
    found = replace(draft.report, exit_code=exit_code, app=draft.report.app or describe(apps), settings=reads.settings)
    apps.clear()
    looked = isinstance(request.work, LookAtPlaces | ReplayScripts | TryScripts | TryEach)

    def done() -> Report:
        effects = Effects(
            () if looked else tuple(Statement(*one) for one in sql.statements),
            tuple(operations.operations),
            tuple(rows.frames),
            tuple(sorted(path for path in [*files] if Path(path).is_file())),
            tuple(sorted(path for path in [*files] if not Path(path).exists())),
            tuple(reads.below(root)),
            tuple(sqlite_files()),
            create_all=create_all.file,
            create_all_line=create_all.line,
            lost_messages=tuple(lost_messages()),
            drafted=tuple(drafting.drafted),
            upgraded=tuple(revisions.ids),
        )
        return replace(found, effects=effects)

    ending.report(done)
    return exit_code


def enter(request: Request) -> None:
    """Make this process like the terminal's: its folder, its environment, and no memory of older code."""
    os.environ.clear()
    os.environ.update(request.env)
    os.chdir(request.cwd)
    own_lines.begin(request.cwd)
    for place in filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep)):
        if (path := str(Path(place).absolute())) not in sys.path:
            sys.path.append(path)  # this process began in another folder, so a relative path meant another one
    sys.dont_write_bytecode = True
    # A .pyc counts as valid if its source has the same second and size: an edit within a second would be missed.
    sys.pycache_prefix = str(Path(request.cwd, ".lab", "no-bytecode"))


def run(work: Callable[[], object], draft: Draft) -> int:
    """Call ``work`` and return the exit code that Python would end with; print a traceback as Python prints it.

    If it ended with an error, note that in the draft.
    """
    try:
        work()
    except BaseException as error:
        exit_code = exit_code_of(error)
        if exit_code:
            draft.report = replace(draft.report, error=report_of_end(error))
        return exit_code
    return 0


def exit_code_of(error: BaseException) -> int:
    """Return the exit code that Python would end with, and print what Python would print."""
    if isinstance(error, SystemExit):
        if error.code is None or isinstance(error.code, int):
            return (error.code or 0) & 0xFF
        print(error.code, file=sys.stderr)
        return 1
    if isinstance(error, KeyboardInterrupt):
        return 130
    own = error.__traceback__
    while own is not None and own.tb_frame.f_code.co_filename == __file__:
        own = own.tb_next
    traceback.print_exception(type(error), error, own)
    return 1


def work(request: Request, redirect: Any, draft: Draft, installed: Installed) -> None:
    try:
        do(request, redirect, draft, installed)
    except BaseException as error:
        if redirect:
            redirect.room.note(error)
        raise


def do(request: Request, redirect: Any, draft: Draft, installed: Installed) -> None:
    """Do what the request asks for. Code that looks and tries is imported only when it is needed."""
    match request.work:
        case RunFlask():
            run_flask(request.work, installed)
        case GetPage():
            run_get(request.work, draft, redirect)
        case DescribeApp():
            run_describe(request.work, draft)
        case TryScripts():
            from migration_lab.child.trial import run_trial

            run_trial(redirect, request.work, draft)
        case TryEach():
            from migration_lab.child.trials_from_empty import run_trials

            run_trials(redirect, request.work, draft)
        case LookAtPlaces():
            from migration_lab.child.look import run_places

            run_places(redirect, request.work, draft)
        case ReplayScripts():
            from migration_lab.child.look import run_replay

            run_replay(redirect, request.work, draft)


def redirected(request: Request, report_folder: str, installed: Installed) -> Any:
    """Keep the app from its databases if ``scratch`` names a folder, as ``Redirect`` explains."""
    if request.scratch is None:
        return None
    from migration_lab.child.sandbox.redirect import COPY, Redirect

    redirect = Redirect(Path(request.scratch), "blank" if request.blank else COPY, report_folder)
    redirect.install(installed)
    return redirect


def watch_loading(
    redirect: Any,
    request: Request,
    draft: Draft,
    installed: Installed,
    records: Sequence[OperationsRecord | ScriptSql | Drafting | RevisionsRun],
) -> None:
    """Report whether the app could be made, and if not, why; and whether it wanted to write where it may only read.
    If it has loaded Alembic, the ``records`` of what a command does with it begin then.

    An app that was started on an empty database then sees its own.
    """
    from flask.cli import ScriptInfo

    from migration_lab.child.sandbox.read_only import watch_writes

    load, refused = ScriptInfo.load_app, watch_writes(installed) if redirect else None

    def load_app(info: ScriptInfo) -> Any:
        try:
            app = load(info)
        except BaseException as error:
            writes = bool(refused and refused(error))
            draft.report = replace(draft.report, not_loaded=report_of(error), writes_at_start=writes)
            raise
        draft.report = replace(draft.report, loaded=True)
        if isinstance(request.work, RunFlask) and "alembic" in sys.modules:
            for record in records:
                record.listen(installed)
        if redirect and isinstance(request.work, RunFlask | GetPage | DescribeApp):
            redirect.switch(redirect.COPY)
        return app

    installed.patch(ScriptInfo, "load_app", load_app)
