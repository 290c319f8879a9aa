"""The oldest packages that a project's own environment may have: what README says is supported works."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Iterator
from pathlib import Path

import pytest

from migration_lab.project import Project, open_project
from migration_lab.project.commands.interpreter import OLDEST, PACKAGES, UnusablePython, find_python, numbers
from tests.project.other_shapes import GLOBAL_DB, HARD_CODED, write

README = Path(__file__).resolve().parents[2] / "README.md"
NAMES = {"flask-sqlalchemy": "Flask-SQLAlchemy", "flask-migrate": "Flask-Migrate", "sqlalchemy": "SQLAlchemy"}
BROKEN = """
import sys

class Finder:
    def find_spec(self, name, path=None, target=None):
        if name == {module!r}:
            raise {error}("not in this environment")

sys.meta_path.insert(0, Finder())
"""


@pytest.fixture(scope="session")
def oldest(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment of exactly the versions in ``PACKAGES``, and the oldest Python."""
    uv = os.environ.get("UV") or shutil.which("uv")
    if uv is None:
        pytest.skip("Tests of the oldest packages need uv: pip install uv")
    folder = tmp_path_factory.mktemp("oldest") / "environment"
    pins = [*(f"{name}=={version}" for name, version in PACKAGES.items()), f"werkzeug=={PACKAGES['flask']}"]
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    for words in (
        ("venv", "--quiet", "--no-project", "--python", ".".join(map(str, OLDEST)), folder),
        ("pip", "install", "--quiet", "--python", python, *pins),
    ):
        done = subprocess.run([uv, *words], capture_output=True, encoding="utf-8", errors="replace")
        if done.returncode:
            pytest.skip(f"Tests of the oldest packages need a network, once: {done.stderr.strip()}")
    return folder


@pytest.fixture
def project(tmp_path: Path, oldest: Path) -> Iterator[Project]:
    folder = write(tmp_path / "blog", GLOBAL_DB, url=HARD_CODED, start="")
    opened = open_project(folder, app="blog", python=oldest, read_only=False)
    yield opened
    opened.close()


@pytest.mark.oldest
def test_a_project_in_the_oldest_environment_is_looked_at_changed_and_undone(project):
    for words in (("db", "init"), ("db", "migrate", "-m", "first")):
        assert (done := project.run(*words).result).ok, done.output
    assert project.places().state == "empty"
    step = project.run("db", "upgrade")
    assert step.result.ok, step.result.output
    assert [str(change) for change in step.difference] == ["+ table post  (id, title, stars)"]
    assert project.places().in_step
    module = project.path / "blog.py"
    module.write_text(module.read_text(encoding="utf-8") + "    body = db.Column(db.Text)\n", encoding="utf-8")
    places = project.places()
    assert (places.state, [row.name for row in places.rows]) == ("models ahead", ["post.body"])
    assert project.run("db", "migrate", "-m", "body").result.ok
    assert project.places().state == "database behind"
    assert project.run("db", "upgrade").result.ok
    newest, first = project.history().revisions
    assert project.history().current == (newest.id,)
    assert "body" in [column.name for column in project.schema_at(newest.id).table("post").columns]
    assert any("CREATE TABLE post" in statement.sql for statement in project.revision_sql(first.id))
    assert project.get("/nowhere").status == 404
    undone = project.undo()
    assert (undone.command, str(undone.difference)) == ("flask db upgrade", "- column post.body  TEXT  NULL")
    assert project.versions() == (first.id,)
    assert project.run("db", "check").result.exit_code != 0
    assert project.places().next_command == "flask db upgrade"


def test_readme_names_the_versions_that_are_tested():
    said = " ".join(README.read_text(encoding="utf-8").split())
    for name, version in (("Python", ".".join(map(str, OLDEST))), *PACKAGES.items()):
        assert f"{NAMES.get(name, name.title())} {version}" in said


@pytest.fixture
def environment(tmp_path: Path) -> Path:
    """An environment that has nothing yet: where its packages would be."""
    venv.create(tmp_path / "environment", symlinks=os.name != "nt")
    [site] = (tmp_path / "environment").rglob("site-packages")
    return site


def pretend(site: Path, **versions: str) -> None:
    """Enter packages as installed: those that are supported, but for these."""
    for name, version in {**PACKAGES, **{name.replace("_", "-"): one for name, one in versions.items()}}.items():
        info = site / f"{name.replace('-', '_')}-{version}.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n", encoding="utf-8")


@pytest.mark.parametrize(
    ("package", "version"),
    [("sqlalchemy", "1.4.54"), ("flask_sqlalchemy", "3.0.1"), ("alembic", "1.7.7"), ("flask", "2.1.3")],
)
def test_older_ones_get_a_clear_word(environment, tmp_path, package, version):
    pretend(environment, **{package: version})
    name = package.replace("_", "-")
    with pytest.raises(UnusablePython, match=rf"has {name} {version}, and the lab needs {PACKAGES[name]} or newer"):
        find_python(tmp_path / "environment")


def test_newer_ones_are_taken(environment, tmp_path):
    pretend(environment, sqlalchemy="2.0.0rc1", alembic="1.10", flask="3", flask_migrate="4.1.0.dev0")
    assert find_python(tmp_path / "environment")
    assert numbers("1.10.2") > numbers("1.9") > numbers("1.8.5.post1") > numbers("1.8")
    assert numbers("2.1.0b3") == numbers("2.1") == (2, 1)
    assert numbers("10.0.10") == (10, 0, 10)
    assert numbers("unknown") == ()


@pytest.mark.parametrize("module", ["migration_lab.child.warming_up", "migration_lab.child.preload"])
@pytest.mark.parametrize("error", ["RuntimeError", "SystemExit"])
def test_a_command_runs_though_nothing_could_be_made_ready_for_it(environment, tmp_path, error, module):
    packages = next(path for path in sys.path if path.endswith("site-packages"))
    (environment / "ours.pth").write_text(packages, encoding="utf-8")
    broken = BROKEN.format(module="flask_migrate.cli" if module.endswith("preload") else module, error=error)
    (environment / "sitecustomize.py").write_text(broken, encoding="utf-8")
    folder = write(tmp_path / "blog", GLOBAL_DB, url=HARD_CODED, start="")
    project = open_project(folder, app="blog", python=tmp_path / "environment")
    try:
        done = project.run("routes").result
        assert ("static" in done.output) or ("not in this environment" in done.output)
        assert done.ok == module.endswith("warming_up")
    finally:
        project.close()
