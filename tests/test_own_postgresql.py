"""``lab.postgresql()``: a project gets a PostgreSQL of its own, and all else in the notebook goes on as before."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from migration_lab import lab
from migration_lab.backends.postgresql.embedded_server import release, serve, serving
from migration_lab.errors import LabError
from migration_lab.kernel import session
from migration_lab.kernel.telling import project_lines, undo_lines
from migration_lab.project import Project
from tests.postgres import folder_for_server
from tests.project.conftest import APP, MODELS

pytestmark = pytest.mark.postgres
URL = 'app.config["SQLALCHEMY_DATABASE_URI"] = '


@pytest.fixture
def folder(project_with_server: Path) -> Path:
    """A project that has its URL from the environment, and a server that does not run."""
    release(project_with_server)
    app = APP.replace(f'{URL}"sqlite:///conference.db"', f'{URL}os.environ.get("DATABASE_URL", "sqlite:///a.db")')
    (project_with_server / "app.py").write_text(f"import os\n{app}", encoding="utf-8")
    (project_with_server / "models.py").write_text(MODELS, encoding="utf-8")
    return project_with_server


@pytest.fixture(autouse=True)
def nothing_open(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    yield
    session.close()


def test_the_project_goes_on_on_a_postgresql_and_undo_works_there(folder: Path) -> None:
    lab.open_project(folder, read_only=False)
    said = str(lab.postgresql("first"))
    assert "DATABASE_URL names its database first, which is empty." in said
    assert "lab.undo() takes back what the command did." in said
    assert str(folder) not in said
    for line in ("db init", "db migrate -m speakers", "db upgrade", "seed"):
        assert lab.run(line).result.ok
    assert lab.places().places.database == "PostgreSQL, first, on the lab's own server"
    assert "speaker: 0 rows again, 2 rows before the undo" in str(lab.undo())
    assert not [*undo_lines(session.current().project)]
    assert not any("no copy" in line for line in project_lines(session.current().project, None))


def test_it_ends_when_the_project_is_closed_and_is_there_again_afterwards(folder: Path) -> None:
    lab.open_project(folder, read_only=False)
    lab.postgresql("second")
    with serve(folder).engine("second").connect() as connection:
        connection.exec_driver_sql("CREATE TABLE kept (x int)")
    session.close()
    assert not serving(folder)
    assert "DATABASE_URL" not in os.environ
    lab.open_project(folder, read_only=False)
    assert "database second, which holds what was left in it." in str(lab.postgresql("second"))
    assert lab.tables().schema.table_names == ("kept",)


def test_a_project_that_is_opened_after_it_says_which_database_it_has_by_itself(folder: Path) -> None:
    lab.open_project(folder, read_only=False)
    lab.postgresql("sixth")
    again = lab.open_project(folder)
    assert "Its database: SQLite, instance/a.db" in str(again)
    assert again.places().database == "SQLite, instance/a.db"


def test_another_url_that_was_set_before_is_put_back(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "sqlite:///mine.db")
    lab.open_project(folder, read_only=False)
    lab.postgresql("third")
    lab.postgresql("fourth")
    assert "fourth" in os.environ["DATABASE_URL"]
    session.close()
    assert os.environ["DATABASE_URL"] == "sqlite:///mine.db"


def test_an_app_that_does_not_take_it_is_told_what_to_do(folder: Path) -> None:
    app = folder / "app.py"
    app.write_text(app.read_text(encoding="utf-8").replace('"DATABASE_URL"', '"ANOTHER"'), encoding="utf-8")
    lab.open_project(folder, read_only=False)
    assert (
        "The app does not use it, but SQLite, instance/a.db. Let the app take its SQLALCHEMY_DATABASE_URI from the "
        "environment variable DATABASE_URL"
    ) in str(lab.postgresql("fifth"))


def test_a_project_that_is_open_for_reading_only_gets_none(tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text(APP, encoding="utf-8")
    (tmp_path / "models.py").write_text(MODELS, encoding="utf-8")
    lab.open_project(tmp_path)
    with pytest.raises(LabError, match="open read-only, so no PostgreSQL was started"):
        lab.postgresql()
    assert not (tmp_path / ".lab").exists()


def test_a_project_without_one_says_that_no_copy_is_kept_elsewhere(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server of another project's is none of its own."""
    other = folder_for_server()
    for name in ("app.py", "models.py"):
        (other / name).write_text((folder / name).read_text(encoding="utf-8"), encoding="utf-8")
    monkeypatch.setenv("DATABASE_URL", serve(folder).address("postgres"))
    project = Project(other, runner=session.runner())
    [line] = undo_lines(project)
    assert "because it is on a server that is not the lab's own" in line
    release(folder)
    shutil.rmtree(other)
