"""The file of the passwords: what was confirmed is there, whenever the process that writes is killed."""

from __future__ import annotations

import dbm.dumb
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import bcrypt
import pytest

from migration_lab.errors import LabError
from migration_lab.room.passwords import forget_password, is_password, members, set_password, take_name

KILLS = 12
WRITER = """
import itertools, sys, pathlib, bcrypt
from migration_lab.room.passwords import set_password
quick = bcrypt.gensalt(4)
bcrypt.gensalt = lambda: quick
for number in itertools.count():
    set_password(pathlib.Path(sys.argv[1]), f"{sys.argv[2]}-{number}", f"password-{number}")
    print(f"{sys.argv[2]}-{number}", flush=True)
"""


def test_what_was_confirmed_is_there_whenever_the_writer_is_killed(tmp_path: Path) -> None:
    file, confirmed = tmp_path / "passwords", set[str]()
    for run in range(KILLS):
        words = [sys.executable, "-c", WRITER, str(file), f"run-{run}"]
        with subprocess.Popen(words, stdout=subprocess.PIPE, encoding="utf-8") as writer:
            assert writer.stdout is not None
            for _ in range(1 + 3 * run):
                confirmed.add(writer.stdout.readline().strip())
            writer.kill()
            confirmed.update(line.strip() for line in writer.stdout if line.endswith("\n"))
        assert confirmed <= members(file)
    assert len(confirmed) > 3 * KILLS
    last = max(confirmed)
    assert is_password(file, last, f"password-{last.rpartition('-')[2]}")


def test_an_earlier_room_keeps_its_passwords(tmp_path: Path) -> None:
    with dbm.dumb.open(str(tmp_path / "passwords"), "c") as kept:
        kept[b"ana"] = bcrypt.hashpw(b"password-of-ana", bcrypt.gensalt(4))
    file = tmp_path / "passwords"
    assert members(file) == {"ana"}
    assert is_password(file, "ana", "password-of-ana")
    set_password(file, "ana", "another-password")
    assert not is_password(file, "ana", "password-of-ana")
    assert [path.name for path in tmp_path.iterdir()] == ["passwords.sqlite"]
    assert stat.S_IMODE((tmp_path / "passwords.sqlite").stat().st_mode) == 0o600


def test_an_earlier_file_that_is_damaged_is_named_and_left(tmp_path: Path) -> None:
    damaged = tmp_path / "passwords"
    damaged.write_bytes(b"no file of dbm")
    for _ in range(2):
        with pytest.raises(LabError, match="passwords cannot be used"):
            members(damaged)
    assert damaged.read_bytes() == b"no file of dbm"
    damaged.unlink()
    assert members(damaged) == set()


def test_of_two_who_take_a_name_at_once_one_gets_it(tmp_path: Path) -> None:
    file = tmp_path / "passwords"
    with ThreadPoolExecutor(4) as pool:
        got = list(pool.map(lambda number: take_name(file, "ana", f"password-{number}"), range(4)))
    assert sorted(got) == [False, False, False, True]
    assert is_password(file, "ana", f"password-{got.index(True)}")
    forget_password(file, "ana")
    assert not is_password(file, "ana", f"password-{got.index(True)}")


def test_a_damaged_file_is_said_and_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "passwords.sqlite").write_bytes(b"x" * 5000)
    with pytest.raises(LabError, match="move it away"):
        members(tmp_path / "passwords")
    assert (tmp_path / "passwords.sqlite").read_bytes() == b"x" * 5000
