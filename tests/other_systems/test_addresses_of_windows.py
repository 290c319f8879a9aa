"""The addresses of an SQLite database on a drive of Windows, or on a network drive."""

from __future__ import annotations

import ntpath
import sqlite3
from contextlib import closing
from pathlib import Path, PureWindowsPath
from types import SimpleNamespace

import pytest
from sqlalchemy import make_url

from migration_lab.backends.sqlite import sqlite_files
from migration_lab.backends.sqlite.sqlite_files import as_uri, file_of


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("//server/home/me/a b.db", "file:////server/home/me/a%20b.db"),
        ("C:/me/a.db", "file:///C%3A/me/a.db"),
        ("/home/me/a?.db", "file:///home/me/a%3F.db"),
    ],
)
def test_a_database_on_a_network_drive_has_an_address(path: str, uri: str) -> None:
    assert as_uri(path) == uri


def test_sqlite_opens_a_file_whose_path_begins_with_two_slashes(tmp_path: Path) -> None:
    file = tmp_path / "a b.db"
    sqlite3.connect(file).close()
    uri = as_uri(f"/{file.as_posix()}")
    with closing(sqlite3.connect(f"{uri}?mode=rw", uri=True)) as connection:
        connection.execute("CREATE TABLE t (id)")
    assert file.stat().st_size
    found = file_of(uri)
    assert found is not None
    assert found.samefile(file)


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("sqlite:///C:/me/a.db", "C:/me/a.db"),
        ("sqlite:///C:\\me\\a.db", "C:/me/a.db"),
        ("sqlite:///file:C:/me/a.db?uri=true", "C:/me/a.db"),
        ("sqlite:///file:/C:/me/a%20b.db?uri=true", "C:/me/a b.db"),
        ("sqlite:///file:///C:/me/a.db?uri=true", "C:/me/a.db"),
        ("sqlite:///file://localhost/C%3A/me/a.db?uri=true", "C:/me/a.db"),
        ("sqlite://///server/share/a.db", "//server/share/a.db"),
        ("sqlite:///file:////server/share/a.db?uri=true", "//server/share/a.db"),
        ("sqlite:///file:///C:/me/a.db?uri=true&mode=memory", None),
        ("sqlite:///file:/a?uri=true&vfs=memdb", None),
        ("sqlite:///file::memory:?uri=true&cache=shared", None),
    ],
)
def test_a_database_on_a_drive_is_found_by_each_of_its_addresses(
    monkeypatch: pytest.MonkeyPatch, url: str, path: str | None
) -> None:
    monkeypatch.setattr(sqlite_files, "os", SimpleNamespace(name="nt", path=ntpath))
    monkeypatch.setattr(sqlite_files, "Path", PureWindowsPath)
    found = sqlite_files.sqlite_path(make_url(url))
    assert found == (path and PureWindowsPath(path))
    if found is not None:
        again = sqlite_files.sqlite_path(make_url("sqlite://").set(database=as_uri(found.as_posix())))
        assert again == found
