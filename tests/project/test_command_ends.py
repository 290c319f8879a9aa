"""A command ends as in a terminal: threads, ``atexit``, open files, and what it started. On both ways to run it."""

from __future__ import annotations

import bz2
import gzip
import lzma
import os
import signal
import textwrap
import zipfile
from pathlib import Path

import pytest

from migration_lab.values.statement import Statement
from tests.processes import is_running
from tests.project.try_command import command, numbers, posix


def at_import(folder: Path, lines: str) -> None:
    """Let the app's module begin with these lines."""
    app = folder / "app.py"
    app.write_text(textwrap.dedent(lines) + "\n" + app.read_text(encoding="utf-8"), encoding="utf-8")


def test_what_is_registered_with_atexit_runs_and_prints(flask, folder):
    at_import(folder, "import atexit\natexit.register(print, 'the end')")
    outcome, printed = flask("routes")
    assert outcome.exit_code == 0
    assert printed.endswith("the end\n")
    assert outcome.report.app.databases


def test_a_thread_is_waited_for_and_what_it_does_is_reported(flask, folder):
    body = f"""\
        import threading, time
        def late():
            time.sleep(0.3)
            with open({str(folder / "late.txt")!r}, "w") as file:
                file.write("late")
        threading.Thread(target=late).start()
        raise SystemExit(3)
        """
    command(folder, body)
    outcome, _ = flask("try")
    assert outcome.exit_code == 3
    assert (folder / "late.txt").read_text() == "late"
    assert outcome.report.effects.written == (os.path.realpath(folder / "late.txt"),)


def test_a_daemon_thread_is_stopped_without_a_word(flask, folder):
    lines = """\
        import threading, time
        def nothing():
            pass
        def work():
            while True:
                time.sleep(0.0001)
                nothing()
        threading.Thread(target=work, daemon=True).start()
        """
    at_import(folder, lines)
    command(folder, "print('done')\nraise SystemExit(5)")
    outcome, printed = flask("try")
    assert (outcome.exit_code, printed) == (5, "done\n")


def test_sql_that_runs_at_the_very_end_is_reported_and_stays(flask, folder):
    body = """\
        import atexit
        from flask import current_app
        app = current_app._get_current_object()
        def last():
            with app.app_context():
                db.session.execute(db.text("CREATE TABLE late (id INTEGER)"))
                db.session.commit()
        atexit.register(last)
        """
    command(folder, body)
    outcome, printed = flask("try")
    assert outcome.exit_code == 0, printed
    assert outcome.report.effects.sql == (Statement("CREATE TABLE late (id INTEGER)"),)


@pytest.mark.parametrize("where", ["module", "local"])
def test_an_open_file_is_written_out(flask, folder, where):
    path = str(folder / "log.txt")
    if where == "module":
        at_import(folder, f"LOG = open({path!r}, 'w')\nLOG.write('kept')")
        command(folder, "pass")
    else:
        command(folder, f"log = open({path!r}, 'w')\nlog.write('kept')\nraise SystemExit(0)")
    assert flask("try")[0].exit_code == 0
    assert Path(path).read_text() == "kept"


def test_an_archive_that_something_of_pythons_own_holds_gets_its_end(flask, folder):
    at_import(
        folder,
        """\
        import builtins, gzip, zipfile
        builtins.archive = zipfile.ZipFile("out.zip", "w")
        builtins.archive.writestr("a", "b")
        builtins.packed = gzip.open("out.gz", "wt")
        builtins.packed.write("hello")
        """,
    )
    flask("routes")
    assert zipfile.ZipFile(folder / "out.zip").namelist() == ["a"]
    assert gzip.decompress((folder / "out.gz").read_bytes()) == b"hello"


@pytest.mark.parametrize("held", ["builtins.{}", "app.{}"])
def test_a_packed_file_gets_its_end_whatever_packs_it(flask, folder, held):
    lines = "\n".join(f"{held.format(name)} = {name}.open('out.{name}', 'wb')" for name in ("bz2", "gzip", "lzma"))
    lines += "\n" + "\n".join(f"{held.format(name)}.write(b'hello')" for name in ("bz2", "gzip", "lzma"))
    command(folder, f"import builtins, bz2, gzip, lzma\nfrom flask import current_app\napp = current_app\n{lines}")
    outcome, printed = flask("try")
    assert outcome.exit_code == 0, printed
    for module in (bz2, gzip, lzma):
        assert module.open(folder / f"out.{module.__name__}").read() == b"hello"


def test_an_object_that_tidies_up_when_it_is_let_go_of_does_so(flask, folder):
    lines = f"""\
        import zipfile
        ARCHIVE = zipfile.ZipFile({str(folder / "a.zip")!r}, "w")
        ARCHIVE.writestr("x", "y")
        class Tidy:
            def __del__(self):
                print("tidied up")
        TIDY = Tidy()
        """
    at_import(folder, lines)
    outcome, printed = flask("routes")
    assert outcome.exit_code == 0
    assert "tidied up" in printed
    assert "ignored" not in printed
    assert zipfile.ZipFile(folder / "a.zip").namelist() == ["x"]


WORKERS = {
    "daemon": """\
        import multiprocessing, time
        multiprocessing.get_context("fork").Process(target=time.sleep, args=(600,), daemon=True).start()
        """,
    "pool": """\
        import multiprocessing
        from concurrent.futures import ProcessPoolExecutor
        POOL = ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("fork"))
        assert POOL.submit(abs, -1).result() == 1
        """,
    "manager": """\
        import multiprocessing
        MANAGER = multiprocessing.get_context("fork").Manager()
        SHARED = MANAGER.dict(a=1)
        """,
}


@posix
@pytest.mark.parametrize("worker", WORKERS)
def test_an_app_that_forks_a_worker_as_it_starts_does_not_hang(flask, folder, worker):
    at_import(folder, textwrap.dedent(WORKERS[worker]) + "import os\nprint('here is', os.getpid())")
    command(folder, "import multiprocessing\nprint('children', *[c.pid for c in multiprocessing.active_children()])")
    outcome, printed = flask("try")
    assert outcome.exit_code == 0, printed
    assert outcome.report.app.databases
    for pid in map(int, printed.partition("children")[2].split()):
        assert not is_running(pid)


@posix
def test_what_a_command_leaves_running_stays_and_is_not_waited_for(flask, folder):
    started = folder / "pid"
    body = f"""\
        import subprocess
        loud = "while true; do echo on || exit; sleep 0.05; done"
        other = subprocess.Popen(["sh", "-c", loud])
        open({str(started)!r}, "w").write(f"{{other.pid}}\\n")
        print("done")
        """
    command(folder, body)
    outcome, printed = flask("try")
    [pid] = numbers(started)
    try:
        assert outcome.exit_code == 0
        assert "done" in printed
        assert flask("routes")[0].exit_code == 0
        assert is_running(pid)
    finally:
        os.kill(pid, signal.SIGKILL)


@posix
def test_a_fork_of_the_command_that_ends_by_itself_reports_nothing(flask, folder):
    body = """\
        import os, sys
        pid = os.fork()
        if pid == 0:
            db.session.execute(db.text("SELECT 1"))
            sys.exit(7)
        print("the other ended with", os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
        raise SystemExit(4)
        """
    command(folder, body)
    outcome, printed = flask("try")
    assert "the other ended with 7" in printed
    assert outcome.exit_code == 4
    assert outcome.report.effects.sql == ()


@posix
def test_a_command_that_closes_everything_and_opens_its_own_finds_no_report_in_it(flask, folder):
    body = f"""\
        import os
        os.closerange(3, 200)
        for n in range(40):
            os.open({str(folder)!r} + f"/own{{n}}", os.O_RDWR | os.O_CREAT)
        """
    command(folder, body)
    outcome, _ = flask("try")
    assert outcome.exit_code == 0
    assert {path.read_bytes() for path in folder.glob("own*")} == {b""}
