"""One command at a time runs a room; it outlives its terminal, and can be ended from another one."""

from __future__ import annotations

import os
import pty
import signal
import sys
from pathlib import Path

import pytest

from migration_lab.errors import LabError
from migration_lab.room.one_command import only_command, running_command
from migration_lab.room.person_folders import temporary_of_room
from migration_lab.room.room_folder import RoomFolder
from migration_lab.room.room_options import RoomOptions, last_options
from migration_lab.room.room_tasks import export_at_end, remove_accounts
from tests.room.started_room import four_free_ports, started_room, wait_for

CLOSED = """
import signal, sys
from pathlib import Path
from migration_lab.room.one_command import beyond_the_terminal
signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR1})
with beyond_the_terminal():
    print("begun", flush=True)
    signal.sigwait({signal.SIGUSR1})
    print("still here", flush=True)
    Path(sys.argv[1]).write_text("went on")
"""


@pytest.fixture
def folder(tmp_path: Path) -> RoomFolder:
    room = RoomFolder(tmp_path / "room")
    room.make(shared=False)
    return room


def test_no_account_is_removed_while_the_room_runs(folder: RoomFolder) -> None:
    folder.home("ana").mkdir()
    with only_command(folder):
        assert running_command(folder) == os.getpid()
        with pytest.raises(LabError, match=f"runs already .process {os.getpid()}"):
            remove_accounts(RoomOptions(str(folder.root), separate=True), sure=True)
    assert folder.people() == ["ana"]
    assert running_command(folder) == 0


def test_an_export_at_the_end_leaves_no_temporary_folder(folder: RoomFolder) -> None:
    folder.course("ana").mkdir(parents=True)
    (folder.home("ana") / "notes.txt").write_text("mine")
    assert export_at_end(RoomOptions(str(folder.root))) == 0
    assert len(list(folder.exported.glob("*.zip"))) == 1
    assert not temporary_of_room(folder.identity().id).exists()


def test_it_runs_on_when_the_terminal_is_closed(tmp_path: Path) -> None:
    process, terminal = pty.fork()
    if process == 0:
        os.execv(sys.executable, [sys.executable, "-c", CLOSED, str(tmp_path / "after")])
    assert b"begun" in os.read(terminal, 1000)
    os.close(terminal)  # its session gets SIGHUP
    os.kill(process, signal.SIGUSR1)
    assert os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == 0
    assert (tmp_path / "after").read_text() == "went on"


def test_a_room_without_its_terminal_is_ended_from_another_and_its_work_is_exported(tmp_path: Path) -> None:
    with started_room(tmp_path / "room") as room:
        os.kill(room.process.pid, signal.SIGHUP)
        again = room.run("--port", str(four_free_ports()))
        assert again.returncode == 2
        assert f"runs already (process {room.process.pid})" in again.stderr
        assert last_options(RoomFolder(room.folder)).port == room.port
        done = room.run("--end")
        assert (done.returncode, done.stderr) == (0, "")
        archive = Path(done.stdout.split()[-1])
        assert archive.parent == room.folder / "exported"
        assert archive.is_file()
        assert room.process.wait(60) == 0
        assert room.processes() == {}
        assert room.run("--end").stdout == "This room does not run.\n"


def test_what_a_killed_command_leaves_is_ended_too(tmp_path: Path) -> None:
    with started_room(tmp_path / "room") as room:
        room.process.kill()
        room.process.wait()
        refused = room.run("--port", str(four_free_ports()))
        assert (refused.returncode, "--end" in refused.stderr) == (2, True)
        ended = room.run("--end")
        assert (ended.returncode, ended.stderr) == (0, "")
        wait_for(lambda: not room.processes(), "all processes end")
