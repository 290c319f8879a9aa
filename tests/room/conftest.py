"""One room for all tests of a file."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.room.room_member import Member
    from tests.room.started_room import StartedRoom

if sys.platform == "win32":
    collect_ignore_glob = ["test_*.py"]  # JupyterHub does not run there


@pytest.fixture(autouse=True, scope="session")
def jupyterhub() -> None:
    pytest.importorskip("jupyterhub", reason="JupyterHub is not installed: pip install migration-lab[room]")


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StartedRoom]:
    from tests.room.started_room import started_room

    folder: Path = tmp_path_factory.mktemp("a") / "room"
    with started_room(folder, "--people", "6") as room:
        yield room


@pytest.fixture(scope="module")
def two(room: StartedRoom) -> tuple[Member, Member]:
    """Ana and Bo, who have joined at the same time, and whose servers run."""
    with ThreadPoolExecutor(2) as pool:
        ana, bo = pool.map(lambda name: room.member(name).open(), ("ana", "bo"))
    return ana, bo
