"""A service with two learners, a teacher, and somebody who has nothing to do with the room."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from migration_lab.room.class_page_access import INSTRUCT, LEARN
from tests.live_class.class_service import class_service
from tests.live_class.fake_hub import FakeHub, fake_hub

if find_spec("jupyterhub") is None:
    collect_ignore_glob = ["test_*.py"]  # as on Windows, where JupyterHub does not run


@pytest.fixture(scope="module")
def hub() -> Iterator[FakeHub]:
    with fake_hub() as hub:
        hub.add("ada", LEARN)
        hub.add("grace", LEARN)
        hub.add("teacher", INSTRUCT)
        hub.add("nobody", "access:servers!user=nobody")
        yield hub


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the service keeps what it knows."""
    return tmp_path_factory.mktemp("room") / "class"


@pytest.fixture(scope="module")
def service(hub: FakeHub, folder: Path) -> Iterator[str]:
    with class_service(hub, folder) as address:
        yield address
