"""As root on Linux, nobody reaches anything of another person's. Bo attacks Ana from a cell."""

from __future__ import annotations

import json
import os
import pwd
import shutil
import stat
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from migration_lab.room.system_accounts import can_make_accounts, processes_of
from tests.room.readable import can_be_opened
from tests.room.room_member import Member
from tests.room.started_room import StartedRoom, started_room, wait_for

CLOSED = """\
Other accounts cannot run this Python, and nothing can be mounted here, so install it where all can read it: \
UV_PROJECT_ENVIRONMENT=/opt/mlab uv sync --extra test -p /usr/bin/python3 --no-managed-python, \
then /opt/mlab/bin/pytest -n 0 tests/room/test_separate_accounts.py, from a folder that all can read."""
CELL = Path(__file__).with_name("attack_cell.py")


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """A folder that other accounts can reach; the accounts that are made for it are removed."""
    if not can_make_accounts() or not shutil.which("useradd"):
        pytest.skip("only root on Linux can make accounts")
    place = Path(tempfile.mkdtemp(prefix="mlab-test-"))
    place.chmod(0o711)
    try:
        if not can_be_opened():
            pytest.skip(CLOSED)
        yield place / "room"
    finally:
        for account in pwd.getpwall():
            if account.pw_dir.startswith(f"{place}/"):
                subprocess.run(["userdel", account.pw_name], check=True)
        shutil.rmtree(place)


@pytest.fixture(scope="module")
def room(folder: Path) -> Iterator[StartedRoom]:
    with started_room(folder, module=("tests.room.readable",)) as room:
        yield room


@pytest.fixture(scope="module")
def ana(room: StartedRoom) -> Member:
    return room.member("ana").open()


def account(room: StartedRoom, name: str) -> pwd.struct_passwd:
    return next(one for one in pwd.getpwall() if one.pw_dir == str(room.folder / "homes" / name))


def test_bo_reaches_nothing_of_anas(room: StartedRoom, ana: Member) -> None:
    with ana.kernel() as hers:
        hers.run("from migration_lab import lab\nlab.open('03')\n%flask db upgrade")
        hers.run("from pathlib import Path; p = Path.home() / 'secret.txt'; p.write_text('x'); p.chmod(0o666)")
        serve = "from migration_lab.backends.postgresql.embedded_server import serve"
        said = hers.run(f"{serve}; serve(Path.home()).socket")
        assert said == "True", said
        cell = CELL.read_text(encoding="utf-8")
        found = account(room, "ana")
        for mark, value in (("FOLDER", room.folder), ("UID", found.pw_uid), ("PORT", room.port)):
            cell = cell.replace(f"@{mark}@", str(value))
        bo = room.member("bo").open()
        with bo.kernel() as his:
            told = his.run(cell.replace("@ACCOUNT@", found.pw_name))
        told = json.loads(told.splitlines()[-1])
        assert told["succeeded"] == []
        assert len(told["tried"]) > 60
        assert len(told["hers"]) >= 3
        assert any("PGSQL" in one for one in told["tried"])
        assert any("ipc-1" in one for one in told["tried"])
        assert (told["groups"], told["uid"]) == ([], account(room, "bo").pw_uid)
        with ana.kernel(hers.id) as again:  # the first connection has answered no ping meanwhile
            assert again.run("p.read_text()") == "'x'"
    assert sorted(path.name for path in (room.folder / "homes").iterdir()) == ["ana", "bo"]


def test_a_person_called_root_is_not_root(room: StartedRoom) -> None:
    room.member("root").open()
    found = account(room, "root")
    assert found.pw_name.startswith("lab-")
    assert found.pw_uid >= 100
    assert (room.folder / "homes" / "root").stat().st_uid == found.pw_uid
    assert stat.S_IMODE((room.folder / "homes" / "root").stat().st_mode) == 0o700


def test_an_account_that_is_not_the_rooms_is_never_used(room: StartedRoom) -> None:
    name = account(room, "ana").pw_name.removesuffix("ana") + "eve"
    subprocess.run(["useradd", "--system", "--home-dir", str(room.folder.parent / "eve"), name], check=True)
    eve = room.member("eve")
    eve.web.get(f"{room.address}/hub/spawn/eve", timeout=180)
    wait_for(lambda: "not one of this room" in room.log(), "the hub refuses it")
    assert processes_of(pwd.getpwnam(name).pw_uid) == []
    assert not (room.folder / "homes" / "eve").exists()


def test_a_server_that_ends_leaves_no_process_of_its_owner(room: StartedRoom, ana: Member) -> None:
    uid = account(room, "ana").pw_uid
    with ana.kernel() as kernel:
        kernel.run("import subprocess; subprocess.Popen(['sleep', '1000'], start_new_session=True)")
    assert len(processes_of(uid)) > 2
    assert ana.call("DELETE", "/hub/api/users/ana/server").status_code in (202, 204)
    wait_for(lambda: processes_of(uid) == [], "all of Ana's processes end")


def test_accounts_are_removed_only_when_asked_and_after_an_export(room: StartedRoom, ana: Member) -> None:
    room.end()
    assert account(room, "ana")
    assert room.run("--remove").returncode == 2  # nobody can be asked
    assert account(room, "ana")
    done = room.run("--remove", "--yes")
    assert (done.returncode, done.stderr) == (0, "")
    assert not [one for one in pwd.getpwall() if one.pw_dir.startswith(f"{room.folder}/")]
    assert (room.folder / "removed" / "ana" / "secret.txt").stat().st_uid == os.geteuid()
    assert not any((room.folder / "homes").iterdir())
    assert len(list((room.folder / "exported").glob("*.zip"))) == 2
