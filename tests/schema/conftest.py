"""An SQLite database in a file whose path has what paths may have."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "some folder" / "a'b.db"


@pytest.fixture
def engine(file: Path) -> Iterator[Engine]:
    file.parent.mkdir()
    file.touch()
    engine = create_engine(f"sqlite:///{file.as_posix()}")
    yield engine
    engine.dispose()
