"""The kinds of databases: one list of them, and each found by a URL, by a name that undo knows, and by a copy."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import make_url

from migration_lab.backends.kinds import KINDS, backend_of, backend_of_copy, copy_size, live_database
from migration_lab.schema import UnsupportedDatabase
from migration_lab.schema.reader import SUPPORTED


def test_what_has_a_backend_is_what_the_reader_reads() -> None:
    assert tuple(KINDS) == SUPPORTED


@pytest.mark.parametrize(
    ("url", "dialect", "file"),
    [
        ("sqlite:///here.db", "sqlite", Path("here.db")),
        ("sqlite+aiosqlite://", "sqlite", None),
        ("postgresql+asyncpg://me@here/blog", "postgresql", None),
    ],
)
def test_a_url_has_its_backend_whatever_the_driver(url: str, dialect: str, file: Path | None) -> None:
    backend = backend_of(make_url(url))
    assert (backend.dialect, backend.file(make_url(url))) == (dialect, file)


def test_another_kind_is_refused_by_name() -> None:
    with pytest.raises(UnsupportedDatabase, match="reads SQLite and PostgreSQL, and the app's database is MySQL"):
        backend_of(make_url("mysql+pymysql://me@here/blog"))


@pytest.mark.parametrize(
    ("name", "ending", "path"),
    [
        ("instance/a.db", ".sqlite", "instance/a.db"),
        ("C:/data/a.db", ".sqlite", "C:/data/a.db"),
        ("odd:name.db", ".sqlite", "odd:name.db"),
        ("postgresql:app", ".postgresql", None),
    ],
)
def test_the_name_that_undo_knows_leads_to_the_database(tmp_path: Path, name: str, ending: str, path: str | None):
    live = live_database(tmp_path, name)
    assert (live.name, live.ending) == (name, ending)
    assert live.path == (None if path is None else tmp_path / path)


def test_a_copy_takes_the_room_of_what_it_stands_for(tmp_path: Path) -> None:
    file, ticket, archive = (tmp_path / name for name in ("0.sqlite", "1.postgresql", "scripts.zip"))
    file.write_bytes(bytes(100))
    archive.write_bytes(bytes(10))
    ticket.write_text('{"database": "lab_copy_1", "content": "", "bytes": 7000000}', encoding="utf-8")
    assert [copy_size(one) for one in (file, ticket, archive)] == [100, 7_000_000, 10]
    assert [backend_of_copy(one).dialect for one in (file, ticket)] == ["sqlite", "postgresql"]
