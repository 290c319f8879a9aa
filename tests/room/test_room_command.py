"""``migration-lab room`` as it is typed, where no hub is started."""

from __future__ import annotations

import os
import socket
import sys
import tempfile
from pathlib import Path

import pytest

from migration_lab import cli
from migration_lab.room import room_command
from migration_lab.room.room_folder import RoomFolder
from migration_lab.room.room_options import RoomOptions, last_options
from migration_lab.room.room_tasks import put_away
from migration_lab.room.system_accounts import _closed_to_all
from tests.room.started_room import four_free_ports

NOBODY = 65534
"""The number of an account that owns nothing."""


@pytest.fixture
def one_account(monkeypatch: pytest.MonkeyPatch) -> None:
    """As for somebody who is not root."""
    monkeypatch.setattr(room_command, "can_make_accounts", lambda: False)
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() or 1000)


@pytest.mark.usefixtures("one_account")
def test_a_dry_run_says_what_it_would_do_and_does_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    port = four_free_ports()
    words = ["room", str(tmp_path / "room"), "--dry-run", "--ip", "127.0.0.1", "--port", str(port), "--people", "12"]
    assert cli.main([*words, "--memory", "1.5G"]) == 0
    said = capsys.readouterr().out
    assert f"http://127.0.0.1:{port}/hub/login?code=…" in said
    for part in (
        "12 people",
        f"{port + 1} to {port + 3} for this machine only",
        "NOT SEPARATED",
        "Not encrypted",
        "Nothing was done",
        "home",
    ):
        assert part in said, part
    assert ("memory: 1.5 GB for each process" in " ".join(said.split())) == sys.platform.startswith("linux")
    assert max(len(line) for line in said.splitlines() if str(tmp_path) not in line) <= 120
    assert not (tmp_path / "room").exists()


def test_with_accounts_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: object) -> None:
    monkeypatch.setattr(room_command, "can_make_accounts", lambda: True)
    monkeypatch.setattr(room_command, "refuse_closed_folders", lambda homes: None)  # this Python may be in a home
    assert cli.main(["room", str(tmp_path / "room"), "--dry-run", "--port", str(four_free_ports())]) == 0
    said = capsys.readouterr().out
    assert "NOT SEPARATED" not in said
    assert "lab-…-NAME" in said


def test_the_homes_of_removed_accounts_are_put_away_one_beside_the_other(tmp_path: Path) -> None:
    room = RoomFolder(tmp_path)
    for work in ("first", "second"):
        room.home("ana").mkdir(parents=True)
        (room.home("ana") / "work.txt").write_text(work)
        put_away(room.home("ana"), room.removed)
    assert room.people() == []
    assert [(room.removed / name / "work.txt").read_text() for name in ("ana", "ana-2")] == ["first", "second"]


@pytest.mark.usefixtures("one_account")
def test_what_was_chosen_holds_the_next_time(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    room = RoomFolder(tmp_path / "room")
    room.root.mkdir()
    (room.root / "hub").mkdir()
    (room.hub / "room.json").write_text("{}")
    port = four_free_ports()
    RoomOptions(str(room.root), port=port, people=5, by_list=True).save()
    assert cli.main(["room", str(room.root), "--dry-run", "--people", "7"]) == 0
    said = capsys.readouterr().out
    assert f":{port}/hub/login\n" in said
    assert "at most 7" in said
    assert last_options(room).people == 5  # a dry run writes nothing


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--cert", "x.pem"], "--cert and --key go together"),
        (["--port", "65535"], "four ports"),
        (["--list", "nowhere.txt"], "cannot be read"),
        (["--export", "x.zip"], "no folder of a room"),
        (["--remove", "--yes"], "no folder of a room"),
    ],
)
@pytest.mark.usefixtures("one_account")
def test_what_cannot_be_is_said_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    assert cli.main(["room", str(tmp_path / "room"), *words]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("migration-lab room: ")
    assert said in printed.err
    assert len(printed.err.splitlines()) == 1
    assert not (tmp_path / "room").exists()


@pytest.mark.usefixtures("one_account")
def test_a_dry_run_tells_that_a_port_is_taken_and_no_password_is_given_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "names.txt").write_text("Ana\n")
    port = four_free_ports()
    words = ["room", str(tmp_path / "room"), "--ip", "127.0.0.1", "--port", str(port)]
    with socket.create_server(("127.0.0.1", port + 2)):
        assert cli.main([*words, "--dry-run"]) == 2
        assert f"Port {port + 2}" in capsys.readouterr().err
        assert cli.main([*words, "--list", str(tmp_path / "names.txt")]) == 2
    assert f"Port {port + 2}" in capsys.readouterr().err
    assert not (tmp_path / "room").exists()


@pytest.mark.usefixtures("one_account")
def test_the_room_of_another_account_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    with tempfile.TemporaryDirectory() as above:  # everybody can reach it, as pytest's own folder cannot be
        Path(above).chmod(0o755)
        room = Path(above, "room")
        (room / "hub").mkdir(parents=True)
        assert cli.main(["room", str(room), "--update"]) == 2
        assert "another account" not in capsys.readouterr().err
        (room / "hub").chmod(0)
        if os.getuid() == 0:  # nothing is closed to root
            os.seteuid(NOBODY)
        try:
            assert cli.main(["room", str(room), "--update"]) == 2
        finally:
            os.seteuid(os.getuid())
            (room / "hub").chmod(0o700)
        assert "the room of another account" in capsys.readouterr().err


def test_a_closed_folder_above_is_named(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    (closed / "inner").mkdir(parents=True)
    tmp_path.chmod(0o711)
    closed.chmod(0o700)
    found = _closed_to_all(closed / "inner" / "python3")
    assert found.startswith(": ")
    assert Path(found.split()[1]) in (closed, *closed.parents)


@pytest.mark.parametrize("size", ["2", "100M", "x", "1..5G"])
def test_a_size_that_is_none_is_refused(size: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(["room", "--memory", size])
    assert "is no size such as 2G" in capsys.readouterr().err


def test_on_windows_it_says_that_jupyterhub_does_not_run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    assert cli.main(["room", "--dry-run"]) == 2
    assert "JupyterHub does not run on Windows" in capsys.readouterr().err


def test_without_jupyterhub_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(room_command, "find_spec", lambda name: None)
    assert cli.main(["room", "--dry-run"]) == 2
    assert "migration-lab[room]" in capsys.readouterr().err


def test_root_that_cannot_make_accounts_is_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(room_command, "can_make_accounts", lambda: False)
    assert cli.main(["room", "--dry-run"]) == 2
    assert "everybody would be root" in capsys.readouterr().err
