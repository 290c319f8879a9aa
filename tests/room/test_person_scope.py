"""Limits for a person as a whole: where they hold, what is asked of systemd, and what is said of them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from migration_lab import cli
from migration_lab.room import person_scope, room_command
from migration_lab.room.person_folders import Person
from migration_lab.room.person_scope import can_make_scopes, in_scope
from migration_lab.room.room_folder import RoomFolder
from migration_lab.room.room_options import RoomOptions
from tests.room.started_room import four_free_ports

NOTES = '#!/bin/sh\necho "$@" >> "$0.asked"\n'


@pytest.fixture
def system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder with the two programs of the system; each notes what it is asked for."""
    monkeypatch.setattr(person_scope, "PLACES", str(tmp_path))
    monkeypatch.setattr(person_scope, "CONTROLLERS", tmp_path / "controllers")
    monkeypatch.setattr(person_scope, "can_make_accounts", lambda: True)
    (tmp_path / "controllers").write_text("cpuset cpu io memory pids\n", encoding="ascii")
    for program in ("systemd-run", "setpriv"):
        (tmp_path / program).write_text(NOTES, encoding="ascii")
        (tmp_path / program).chmod(0o755)
    can_make_scopes.cache_clear()
    yield tmp_path
    can_make_scopes.cache_clear()


def test_systemd_is_asked_once_whether_it_can(system: Path) -> None:
    assert can_make_scopes()
    assert can_make_scopes()
    asked = (system / "systemd-run.asked").read_text().splitlines()
    assert len(asked) == 1
    assert "--scope" in asked[0]
    assert asked[0].endswith("true")


@pytest.mark.parametrize("missing", ["a controller", "cgroups of the second version", "systemd", "rights"])
def test_where_something_is_missing_it_cannot(system: Path, monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    if missing == "a controller":
        (system / "controllers").write_text("cpu pids\n", encoding="ascii")
    elif missing == "cgroups of the second version":
        (system / "controllers").unlink()
    elif missing == "systemd":
        (system / "systemd-run").write_text("#!/bin/sh\nexit 1\n", encoding="ascii")
    else:
        monkeypatch.setattr(person_scope, "can_make_accounts", lambda: False)
    assert not can_make_scopes()


def test_without_the_programs_it_cannot(system: Path) -> None:
    (system / "setpriv").unlink()
    assert not can_make_scopes()


def test_a_person_gets_a_scope_and_then_only_their_own_rights(system: Path) -> None:
    room = RoomFolder(system / "room")
    id = room.make(shared=True).id
    options = RoomOptions(str(room.root), memory_person=10**9, processes=70)
    ana = Person("ana", system, system, system, 1234, 1235, lambda: None)
    first, second = in_scope(options, ana), in_scope(options, ana)
    at = first.index(str(system / "setpriv"))
    assert first[:2] == [str(system / "systemd-run"), "--scope"]
    limits = {"MemoryMax=1000000000", "MemorySwapMax=0", "TasksMax=70"}
    assert limits <= {word.removeprefix("--property=") for word in first[:at]}
    assert first[at + 1 :] == ["--reuid=1234", "--regid=1235", "--clear-groups", "--"]
    named = [next(word for word in words if word.startswith("--unit=")) for words in (first, second)]
    assert all(f"{id}-ana-" in name for name in named)
    assert named[0] != named[1]  # the one from before may not have gone yet


@pytest.mark.parametrize("whole", [True, False])
def test_it_is_said_whether_they_hold(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], whole: bool
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(room_command, "can_make_accounts", lambda: True)
    monkeypatch.setattr(room_command, "refuse_closed_folders", lambda homes: None)  # this Python may be in a home
    monkeypatch.setattr(room_command, "can_make_scopes", lambda: whole)
    words = ["room", str(tmp_path / "room"), "--dry-run", "--port", str(four_free_ports())]
    assert cli.main([*words, "--memory-person", "1.5G"]) == 0
    held, _, open_ends = " ".join(capsys.readouterr().out.split()).partition("Not limited:")
    assert ("1.5 GB for each person as a whole" in held) == whole
    assert ("the memory of a person's processes together" in open_ends) != whole
    assert not (tmp_path / "room").exists()
