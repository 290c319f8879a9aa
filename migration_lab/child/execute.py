"""One command, run for real in a process of its own, and what it did.

This is what runs on the far side of the seam: ``execute(request, ending)`` is called in a process that is thrown away
afterwards, forked from the warm process or started afresh. It needs nothing of the lab, only Flask and what the
project itself imports. The command touches whatever database the project's app is configured for.

A request is a dictionary: ``kind`` (``flask``, ``get``, ``describe``, ``trial`` or one of ``look``), ``cwd``, ``env``
(the whole environment), ``args`` (the words after ``flask``), ``path`` (of a ``get``), ``stable`` (name revisions as
course workspaces do), ``scratch`` (a folder: the databases must not change, see ``redirect``), ``preload`` (modules
that the warm process imports before it forks: what the last report said), and ``at_start`` and ``in_front`` (see
``shadowed``). A ``describe`` may have ``app`` and ``env_file``, as the words before a command name them.
The report that comes back is one too: ``exit_code``, ``sql``, ``written``, ``removed``, ``read`` (the project's files
that it opened), ``sqlite_files`` (those that were connected to and written to, wherever they lie), ``databases``,
``migrations``, ``preload`` (the modules that such databases need); for a ``get``, ``response``; and for a ``describe``,
``settings`` (the files that the app read as it loaded). One with ``in_front`` says that nothing was run: the request is
to be made again, with that in it.
"""

from __future__ import annotations

import os
import sys
import traceback
from functools import partial
from pathlib import Path
from typing import Any

from migration_lab.child.describe_app import describe, load_app
from migration_lab.child.ending import Ending
from migration_lab.child.reading import watch_reads
from migration_lab.child.shadowed import can_import_sqlalchemy, import_sqlalchemy, watch_import_path
from migration_lab.child.sql_record import SqlRecord
from migration_lab.child.watching import read_below, watch_apps, watch_files
from migration_lab.child.watching_sqlite import watch_sqlite_files
from migration_lab.values.questions import unanswered, watch_questions


def execute(request: dict[str, Any], ending: Ending) -> int:
    """Run what the request asks for in this very process, report by ``ending``, and give the exit code.

    The output goes to stdout and stderr. What threads and the functions of ``atexit`` do after this is reported too.
    """
    own = os.getpid()
    enter(request)
    watch_import_path(request, partial(run_nothing, ending))
    sql = SqlRecord()
    if "in_front" in request and not can_import_sqlalchemy():
        if "scratch" in request:  # the app would end of this too, and nothing guards it yet
            exit_code = run(import_sqlalchemy)
            ending.report(lambda: {"exit_code": exit_code})
            return exit_code
    else:
        sql.listen()
    redirect = redirected(request)
    watch_questions()
    root = Path(request["cwd"])
    (files, read), apps, sqlite_files = watch_files(root), watch_apps(), watch_sqlite_files(root)
    report: dict[str, Any] = {}
    if request["kind"] == "describe":
        report["settings"] = watch_reads(request.get("scratch", ""))
    watch_loading(redirect, request["kind"], report)
    exit_code = run(lambda: work(request, redirect, report))
    if os.getpid() != own:
        return exit_code  # a fork that the command has made, at its own end
    if redirect:
        report["no_room"] = redirect.room.full
        redirect.close()
        if exit_code and not report.get("loaded"):
            redirect.guards.tell()
    if request.get("stable"):
        from migration_lab.child.stable import fix_create_dates

        fix_create_dates(path for path, kept in files.items() if kept)
    sys.stdout.flush()
    sys.stderr.flush()
    about = {**describe(apps), **report}
    apps.clear()

    def done() -> dict[str, Any]:
        written = sorted(path for path in [*files] if Path(path).is_file())
        removed = sorted(path for path in [*files] if not Path(path).exists())
        did = {"written": written, "removed": removed, "read": read_below(root, read), "sqlite_files": sqlite_files()}
        return {"exit_code": exit_code, "sql": sql.statements, **did, **about}

    ending.report(done)
    return exit_code


def run_nothing(ending: Ending, report: dict[str, Any]) -> None:
    """End this process at once, with that report."""
    ending.report(lambda: report)
    os._exit(0)


def enter(request: dict[str, Any]) -> None:
    """Make this process what the terminal's would be: its folder, its environment, and no memory of older code."""
    os.environ.clear()
    os.environ.update(request["env"])
    os.chdir(request["cwd"])
    for place in filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep)):
        if (path := str(Path(place).absolute())) not in sys.path:
            sys.path.append(path)  # this process began in another folder, where a relative path meant another one
    sys.dont_write_bytecode = True
    # A .pyc is taken for valid when its source has the same second and size: an edit within a second would be missed.
    sys.pycache_prefix = str(Path(request["cwd"], ".lab", "no-bytecode"))


def run(work: Any) -> int:
    """Call ``work`` and give the exit code that Python would end with; a traceback is printed as Python prints it."""
    try:
        work()
    except SystemExit as end:
        if end.code is None or isinstance(end.code, int):
            return (end.code or 0) & 0xFF
        print(end.code, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except BaseException as error:
        own = error.__traceback__
        while own is not None and own.tb_frame.f_code.co_filename == __file__:
            own = own.tb_next
        traceback.print_exception(type(error), error, own)
        return 1
    return 0


def work(request: dict[str, Any], redirect: Any, report: dict[str, Any]) -> None:
    try:
        work_of(request["kind"], redirect)(request, report)
    except BaseException as error:
        if redirect:
            redirect.room.note(error)
        raise


def run_flask(request: dict[str, Any], report: dict[str, Any]) -> None:
    from flask.cli import cli

    args = list(request["args"])
    if request.get("stable"):
        from migration_lab.child.stable import sort_constraints, with_revision_id

        sort_constraints()
        args = with_revision_id(args)
    sys.argv = ["flask", *args]
    invoke = cli.invoke

    def noting(context: Any) -> Any:
        try:
            return invoke(context)
        except Exception as error:  # Click makes an exit code of it, and says no more than "Aborted!"
            report["asked"] = unanswered(error)
            raise

    cli.invoke = noting  # type: ignore[method-assign, assignment]
    try:
        cli.main(args=args, prog_name="flask")
    except SystemExit as end:
        report["reason"] = reason_of(end)
        raise


def reason_of(end: SystemExit) -> str:
    """The error that was being handled when the process was told to end: printed or not, it is why it did."""
    error = end.__context__
    if not end.code or not isinstance(error, Exception):
        return ""
    return str(error.format_message()) if hasattr(error, "format_message") else str(error).strip()


def run_get(request: dict[str, Any], report: dict[str, Any]) -> None:
    answer = load_app().test_client().get(request["path"], follow_redirects=False)
    reason = answer.status.partition(" ")[2]
    report["response"] = [
        answer.status_code,
        reason,
        answer.content_type or "",
        answer.get_data(as_text=True),
    ]


def run_describe(request: dict[str, Any], report: dict[str, Any]) -> None:
    app = load_app(request.get("env_file"))
    with app.app_context():
        report.update(describe([app]), no_database="sqlalchemy" not in app.extensions)


OWN = {"flask": run_flask, "get": run_get, "describe": run_describe}


def redirected(request: dict[str, Any]) -> Any:
    """Where ``scratch`` names a folder: keep the app from its databases, as ``Redirect`` says."""
    if "scratch" not in request:
        return None
    from migration_lab.child.sandbox.redirect import COPY, Redirect

    redirect = Redirect(Path(request["scratch"]), "blank" if request.get("blank") else COPY, request.get("report", ""))
    redirect.install()
    return redirect


def watch_loading(redirect: Any, kind: str, report: dict[str, Any]) -> None:
    """Report whether the app could be made, or wanted to write where it may only read.

    One that was started on an empty database then sees its own.
    """
    from flask.cli import ScriptInfo

    from migration_lab.child.sandbox.read_only import watch_writes

    load, refused = ScriptInfo.load_app, watch_writes() if redirect else None

    def load_app(info: ScriptInfo) -> Any:
        try:
            app = load(info)
        except BaseException as error:
            report["writes_at_start"] = bool(refused and refused(error))
            raise
        report["loaded"] = True
        if redirect and kind in OWN:
            redirect.switch(redirect.COPY)
        return app

    ScriptInfo.load_app = load_app  # type: ignore[method-assign, assignment]


def work_of(kind: str, redirect: Any) -> Any:
    """What does that kind of request."""
    if kind in OWN:
        return OWN[kind]
    from migration_lab.child.look import KINDS

    if kind == "trial":
        from migration_lab.child.trial import run_trial

        return partial(run_trial, redirect)
    return partial(KINDS[kind], redirect)
