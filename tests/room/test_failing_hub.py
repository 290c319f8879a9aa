"""A hub that ends again and again: the command says so, ends all that there is, and leaves the work."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import requests

from migration_lab.room.room_options import RoomOptions
from migration_lab.room.running_room import MOST, refuse_taken_ports
from tests.room.started_room import started_room, wait_for


def test_a_hub_that_ends_again_and_again_is_given_up_and_leaves_nothing(tmp_path: Path) -> None:
    with started_room(tmp_path / "a room", "--people", "2") as room:
        ana = room.member("ana").open()
        with ana.kernel() as kernel:
            kernel.run("from pathlib import Path; Path('work.txt').write_text('mine')")
        secrets = [room.code, "password-of-ana", *(one.value for one in ana.web.cookies)]
        killed = [0]
        while room.process.poll() is None and len(killed) < 10:  # it counts those that end within a minute
            killed.append(room.hub())
            os.kill(killed[-1], signal.SIGKILL)
            wait_for(
                lambda: room.process.poll() is not None or (room.hub() not in (0, killed[-1]) and is_up(room.address)),
                "the hub is back, or given up",
            )
        said = room.said()
        assert room.process.returncode == 2, said
        told = said.partition("migration-lab room: ")[2]
        assert f"ended by itself {MOST} times" in told
        assert "work and password is safe" in told
        assert f"migration-lab room '{room.folder}' --export work.zip" in told
        assert str(room.folder / "hub" / "room.log") in told
        assert [one for one in secrets if one in told] == []
        assert "Traceback" not in said
        assert room.processes() == {}
        refuse_taken_ports(RoomOptions(str(room.folder), ip="127.0.0.1", port=room.port))
        room.start()
        again = room.member("ana").open()
        assert again.api("GET", "contents/notebooks/work.txt")["content"] == "mine"


def is_up(address: str) -> bool:
    try:
        return requests.get(f"{address}/hub/health", timeout=10).ok
    except requests.RequestException:
        return False
