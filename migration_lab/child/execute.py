"""One command, run for real in a process of its own, and what it did.

This is what runs on the far side of the seam: ``execute(request, ending)`` is called in a process that is thrown away
afterwards, forked from the warm process or started afresh. It needs nothing of the lab, only Flask and what the
project itself imports. The command touches whatever database the project's app is configured for.

What a request may ask for, and what its report says, ``values.wire`` tells. An error is reported where it is caught,
as ``caught`` makes a value of it; what is printed is for people alone. A report with ``in_front`` says that nothing
was run: the request is to be made again, with that in it.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from migration_lab.child import own_lines
from migration_lab.child.caught import report_of, report_of_end
from migration_lab.child.describe_app import describe, load_app
from migration_lab.child.ending import Ending
from migration_lab.child.reading import watch_reads
from migration_lab.child.report_draft import Draft
from migration_lab.child.sandbox.guards import refusals
from migration_lab.child.shadowed import can_import_sqlalchemy, import_sqlalchemy, watch_import_path
from migration_lab.child.sql_record import SqlRecord
from migration_lab.child.watching import read_below, watch_apps, watch_files
from migration_lab.child.watching_sqlite import watch_sqlite_files
from migration_lab.values.questions import watch_questions
from migration_lab.values.statement import Statement
from migration_lab.values.wire import (
    DescribeApp,
    Effects,
    GetPage,
    LookAtPlaces,
    PageAnswer,
    ReplayScripts,
    Report,
    Request,
    RunFlask,
    TryScripts,
)


def execute(request: Request, ending: Ending, report_folder: str = "") -> int:
    """Run what the request asks for in this very process, report by ``ending``, and give the exit code.

    The output goes to stdout and stderr. What threads and the functions of ``atexit`` do after this is reported too.
    ``report_folder`` is where the report is written, if it goes to a file.
    """
    own = os.getpid()
    enter(request)
    watch_import_path(request, partial(run_nothing, ending))
    sql, draft = SqlRecord(), Draft()
    if request.in_front is not None and not can_import_sqlalchemy():
        if request.scratch is not None:  # the app would end of this too, and nothing guards it yet
            exit_code = run(import_sqlalchemy, draft)
            ending.report(lambda: replace(draft.report, exit_code=exit_code))
            return exit_code
    else:
        sql.listen()
    redirect = redirected(request, report_folder)
    watch_questions()
    root = Path(request.cwd)
    (files, read), apps, sqlite_files = watch_files(root), watch_apps(), watch_sqlite_files(root)
    settings = watch_reads(request.scratch or "") if isinstance(request.work, DescribeApp) else {}
    watch_loading(redirect, request, draft)
    exit_code = run(lambda: work(request, redirect, draft), draft)
    if os.getpid() != own:
        return exit_code  # a fork that the command has made, at its own end
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
    found = replace(draft.report, exit_code=exit_code, app=draft.report.app or describe(apps), settings=settings)
    apps.clear()
    looked = isinstance(request.work, LookAtPlaces | ReplayScripts | TryScripts)

    def done() -> Report:
        effects = Effects(
            () if looked else tuple(Statement(*one) for one in sql.statements),
            tuple(sorted(path for path in [*files] if Path(path).is_file())),
            tuple(sorted(path for path in [*files] if not Path(path).exists())),
            tuple(read_below(root, read)),
            tuple(sqlite_files()),
        )
        return replace(found, effects=effects)

    ending.report(done)
    return exit_code


def run_nothing(ending: Ending, report: Report) -> None:
    """End this process at once, with that report."""
    ending.report(lambda: report)
    os._exit(0)


def enter(request: Request) -> None:
    """Make this process what the terminal's would be: its folder, its environment, and no memory of older code."""
    os.environ.clear()
    os.environ.update(request.env)
    os.chdir(request.cwd)
    own_lines.begin(request.cwd)
    for place in filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep)):
        if (path := str(Path(place).absolute())) not in sys.path:
            sys.path.append(path)  # this process began in another folder, where a relative path meant another one
    sys.dont_write_bytecode = True
    # A .pyc is taken for valid when its source has the same second and size: an edit within a second would be missed.
    sys.pycache_prefix = str(Path(request.cwd, ".lab", "no-bytecode"))


def run(work: Callable[[], object], draft: Draft) -> int:
    """Call ``work`` and give the exit code that Python would end with; a traceback is printed as Python prints it.

    Why it ended, if not well, is noted in the draft.
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
    """How Python would end of it, which prints what it would print."""
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


def work(request: Request, redirect: Any, draft: Draft) -> None:
    try:
        do(request, redirect, draft)
    except BaseException as error:
        if redirect:
            redirect.room.note(error)
        raise


def do(request: Request, redirect: Any, draft: Draft) -> None:
    """What the request asks for. What looks and tries is imported only then."""
    match request.work:
        case RunFlask():
            run_flask(request.work)
        case GetPage():
            run_get(request.work, draft)
        case DescribeApp():
            run_describe(request.work, draft)
        case TryScripts():
            from migration_lab.child.trial import run_trial

            run_trial(redirect, request.work, draft)
        case LookAtPlaces():
            from migration_lab.child.look import run_places

            run_places(redirect, request.work, draft)
        case ReplayScripts():
            from migration_lab.child.look import run_replay

            run_replay(redirect, request.work, draft)


def run_flask(asked: RunFlask) -> None:
    from flask.cli import cli

    args = list(asked.args)
    if asked.stable:
        from migration_lab.child.stable import sort_constraints, with_revision_id

        sort_constraints()
        args = with_revision_id(args)
    sys.argv = ["flask", *args]
    with errors_kept(cli) as errors:
        try:
            cli.main(args=args, prog_name="flask")
        except SystemExit as end:
            if end.code and end.__context__ is None and errors:
                end.__context__ = errors[-1]  # since 8.4, Click ends the process when it has let go of the error
            raise


@contextmanager
def errors_kept(command: Any) -> Iterator[list[BaseException]]:
    """Meanwhile, keep the errors of which Click makes an exit code."""
    errors: list[BaseException] = []

    def keeping(function: Callable[..., Any]) -> Callable[..., Any]:
        def kept(*args: Any, **kwargs: Any) -> Any:
            try:
                return function(*args, **kwargs)
            except (Exception, KeyboardInterrupt) as error:
                errors.append(error)
                raise

        return kept

    command.make_context, command.invoke = keeping(command.make_context), keeping(command.invoke)
    try:
        yield errors
    finally:
        del command.make_context, command.invoke


def run_get(asked: GetPage, draft: Draft) -> None:
    from flask import got_request_exception

    app = load_app()
    errors: list[BaseException] = []

    def note(_app: Any, exception: BaseException, **_: Any) -> None:
        errors.append(exception)

    noting: AbstractContextManager[None] = nullcontext()
    with suppress(RuntimeError):  # a Flask before 2.3, without blinker
        noting = got_request_exception.connected_to(note, app)
    with noting:
        answer = app.test_client().get(asked.path, follow_redirects=False)
    page = PageAnswer(
        answer.status_code,
        answer.status.partition(" ")[2],
        answer.content_type or "",
        answer.get_data(as_text=True),
        report_of(errors[-1]) if errors else None,
    )
    draft.report = replace(draft.report, page=page)


def run_describe(asked: DescribeApp, draft: Draft) -> None:
    app = load_app(asked.env_file or None)
    with app.app_context():
        found = describe([app])
    draft.report = replace(draft.report, app=found, no_database="sqlalchemy" not in app.extensions)


def redirected(request: Request, report_folder: str) -> Any:
    """Where ``scratch`` names a folder: keep the app from its databases, as ``Redirect`` says."""
    if request.scratch is None:
        return None
    from migration_lab.child.sandbox.redirect import COPY, Redirect

    redirect = Redirect(Path(request.scratch), "blank" if request.blank else COPY, report_folder)
    redirect.install()
    return redirect


def watch_loading(redirect: Any, request: Request, draft: Draft) -> None:
    """Report whether the app could be made, and if not, why; and whether it wanted to write where it may only read.

    One that was started on an empty database then sees its own.
    """
    from flask.cli import ScriptInfo

    from migration_lab.child.sandbox.read_only import watch_writes

    load, refused = ScriptInfo.load_app, watch_writes() if redirect else None

    def load_app(info: ScriptInfo) -> Any:
        try:
            app = load(info)
        except BaseException as error:
            writes = bool(refused and refused(error))
            draft.report = replace(draft.report, not_loaded=report_of(error), writes_at_start=writes)
            raise
        draft.report = replace(draft.report, loaded=True)
        if redirect and isinstance(request.work, RunFlask | GetPage | DescribeApp):
            redirect.switch(redirect.COPY)
        return app

    ScriptInfo.load_app = load_app  # type: ignore[method-assign, assignment]
