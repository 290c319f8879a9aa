"""The seam: both ways to run a command do the same, see every edit, and leave nothing behind."""

from __future__ import annotations

import os
import shutil
import time

import pytest

from migration_lab.child.stable import with_revision_id
from migration_lab.project.commands.choosing import make_runner
from migration_lab.values.wire import Request, RunFlask
from tests.processes import gone
from tests.project.try_command import command, interrupt_once_written, numbers, posix


def test_what_alembic_prints_is_shown_and_in_its_order(flask):
    """Its ``Config`` keeps the ``sys.stdout`` that there was when it was imported; no test sets PYTHONUNBUFFERED."""
    assert "PYTHONUNBUFFERED" not in os.environ
    flask("db", "init")
    flask("db", "migrate", "-m", "speakers")
    assert "(head)" in flask("db", "heads")[1]
    flask("db", "upgrade")
    printed = flask("db", "current")[1].splitlines()
    assert "Will assume non-transactional DDL" in printed[-2]
    assert printed[-1].endswith(" (head)")


def test_a_command_is_the_real_one_and_reports_what_it_did(flask, folder):
    assert flask("db", "init")[0].exit_code == 0
    outcome, printed = flask("db", "migrate", "-m", "speakers")
    assert "Detected added table 'speaker'" in printed
    [script] = (folder / "migrations" / "versions").glob("*_speakers.py")
    assert outcome.report.effects.written == (os.path.realpath(script),)
    outcome, printed = flask("db", "upgrade")
    assert "Running upgrade  -> " in printed
    assert any(one.sql.startswith("CREATE TABLE speaker") for one in outcome.report.effects.sql)
    assert outcome.report.app.databases[""].endswith("conference.db")


def test_a_failing_command_gives_its_own_exit_code_and_words(flask):
    outcome, printed = flask("db", "upgrade")
    assert outcome.exit_code != 0
    assert "Path doesn't exist" in printed
    outcome, printed = flask("db", "nonsense")
    assert outcome.exit_code == 2
    assert "No such command 'nonsense'" in printed


def test_three_edits_of_a_model_within_one_second_are_each_seen(flask, folder, monkeypatch):
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
    models = (folder / "models.py").read_text(encoding="utf-8")
    command(folder, "from models import Speaker\nprint(sorted(Speaker.__table__.columns.keys()))")
    stamp = time.time_ns()
    for name in ("aaa", "bbb", "ccc"):
        (folder / "models.py").write_text(models + f"    {name}: Mapped[int]\n", encoding="utf-8")
        os.utime(folder / "models.py", ns=(stamp, stamp))
        assert flask("try")[1] == f"['{name}', 'id', 'name']\n"


def test_an_edited_revision_script_is_seen_too(flask, folder):
    flask("db", "init")
    flask("db", "revision", "-m", "empty", "--rev-id", "1")
    script = folder / "migrations" / "versions" / "1_empty.py"
    text, stamp = script.read_text(encoding="utf-8"), time.time_ns()
    for word in ("one", "two", "six"):
        script.write_text(text.replace("def upgrade():", f'def upgrade():\n    print("{word}")'), encoding="utf-8")
        os.utime(script, ns=(stamp, stamp))
        assert word in flask("db", "upgrade")[1]
        flask("db", "downgrade")


def test_stdout_and_stderr_keep_the_order_of_writing(flask, folder):
    body = "import os, sys\nfor n in range(200):\n    print(n, file=(sys.stdout, sys.stderr)[n % 2])"
    command(folder, body + '\nos.system("echo last")')
    assert flask("try")[1].split() == [*map(str, range(200)), "last"]


def test_output_streams_while_the_command_runs(folder, either_runner):
    command(folder, 'import time\nprint("begun", flush=True)\ntime.sleep(0.6)\nprint("done")')
    times: dict[str, float] = {}

    def sink(text: str | None) -> None:
        for word in (text or "").split():
            times[word] = time.monotonic()

    request = Request(RunFlask(("try",)), str(folder), dict(os.environ))
    assert either_runner.run(request, sink).exit_code == 0
    assert times["done"] - times["begun"] > 0.3


def test_a_command_that_asks_is_not_waited_for(flask, folder):
    command(folder, 'input("Are you sure? ")')
    outcome, printed = flask("try")
    assert outcome.exit_code == 1
    assert "EOF" in printed or "Aborted" in printed


@posix
def test_an_interrupt_ends_the_command_with_all_it_started_and_the_next_one_works(flask, folder):
    pids = folder / "pids"
    command(
        folder,
        f"""\
        import os, subprocess, time
        other = subprocess.Popen(["sleep", "600"])
        open({str(pids)!r}, "w").write(f"{{os.getpid()}} {{other.pid}}\\n")
        try:
            time.sleep(600)
        except KeyboardInterrupt:
            print("tidied up", flush=True)
            raise
        """,
    )

    interrupt_once_written(pids)
    with pytest.raises(KeyboardInterrupt):
        flask("try")
    assert all(map(gone, numbers(pids)))
    assert flask("routes")[0].exit_code == 0


@posix
def test_a_command_deaf_to_interrupts_is_killed(flask, folder):
    pids = folder / "pids"
    command(
        folder,
        f"""\
        import os, signal, time
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        open({str(pids)!r}, "w").write(f"{{os.getpid()}}\\n")
        time.sleep(600)
        """,
    )

    interrupt_once_written(pids)
    with pytest.raises(KeyboardInterrupt):
        flask("try")
    assert all(map(gone, numbers(pids)))
    assert flask("routes")[0].exit_code == 0


def test_both_ways_print_the_same_and_run_the_same_sql(folder):
    commands = ["db init", "db migrate -m one", "db upgrade", "db check", "db current -v", "db downgrade", "nix"]
    answers = []
    for fork in (True, False) if hasattr(os, "fork") else (False,):
        way = make_runner(fork)
        for made in ("migrations", "instance"):
            shutil.rmtree(folder / made, ignore_errors=True)
        for line in commands:
            said: list[str] = []
            request = Request(RunFlask(tuple(line.split()), stable=True), str(folder), dict(os.environ))
            outcome = way.run(request, lambda text, said=said: said.append(text or ""))
            answers.append((line, outcome.exit_code, "".join(said), outcome.report.effects.sql))
        way.close()
    assert answers[: len(commands)] == answers[-len(commands) :]


def test_a_crash_of_the_interpreter_is_an_exit_code_and_the_next_command_works(flask, folder):
    command(folder, "import os\nos.abort()")
    assert flask("try")[0].exit_code not in (0, None)
    assert flask("routes")[0].exit_code == 0


@pytest.mark.parametrize(
    "args",
    [
        ["db", "upgrade"],
        ["db", "migrate", "--rev-id", "mine"],
        ["db", "migrate", "--help"],
        ["seed"],
        [],
    ],
)
def test_only_a_new_revision_without_an_id_is_given_one(args, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    assert with_revision_id(args) == args


def test_revisions_of_a_course_workspace_are_the_same_every_time(flask, folder):
    made = []
    for _ in range(2):
        shutil.rmtree(folder / "migrations", ignore_errors=True)
        flask("db", "init", stable=True)
        flask("db", "migrate", "-m", "speakers", stable=True)
        [script] = (folder / "migrations" / "versions").glob("*.py")
        made.append((script.name, script.read_text(encoding="utf-8")))
    assert made[0] == made[1]
    assert "Create Date: 2026-01-05 09:00:00" in made[0][1]
