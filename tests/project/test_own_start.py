"""Apps that make or migrate their tables as they start: the real database is what is told, and the start is named."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from migration_lab.project import Places, Project, open_project
from migration_lab.widgets.card_state import card_state
from tests.project.other_shapes import HARD_CODED, blog, hashes, terminal, upgraded

UPGRADE = "\nfrom flask_migrate import upgrade\nwith app.app_context():\n    upgrade()\n"
BODY = "\n    body = db.Column(db.Text)\n"
FROM_ENVIRONMENT = 'os.environ["BLOG_URL"]'
ADDS = '\nwith app.app_context():\n    db.session.add(Post(title="started"))\n    db.session.commit()\n'
MAKES = "from flask import current_app\ncurrent_app.extensions['migrate'].db.create_all()\n"


def look(project: Project) -> Places:
    """What the lab says: nothing changes by it, and board and history stand at one place."""
    before = hashes(project.path)
    places = project.places()
    assert hashes(project.path) == before
    assert places.current == project.history().current == project.places().current
    return places


def checked(folder: Path) -> bool:
    return terminal(folder, "blog", "db", "check").returncode == 0


def with_body(folder: Path, url: str = HARD_CODED) -> Path:
    """The project two revisions long; its database has run the first."""
    upgraded(blog(folder, url), "blog")
    blog(folder, url, BODY)
    assert terminal(folder, "blog", "db", "migrate", "-m", "body").returncode == 0
    return folder


def test_an_empty_database_that_the_app_migrates_as_it_starts(tmp_path, runner):
    folder = upgraded(blog(tmp_path / "blog"), "blog")
    (folder / "instance" / "blog.sqlite").unlink()
    blog(folder, start=UPGRADE)
    project = open_project(folder, app="blog", runner=runner)
    places = look(project)
    assert (places.state, places.next_command, places.current) == ("empty", "flask db upgrade", ())
    assert "The database is empty. The app itself runs its scripts when it starts" in places.sentence
    assert "by hand" not in str(places)
    assert [row.name for row in places.rows] == ["post"]
    assert places.in_step == checked(folder)
    assert look(project).state == "in step"


def test_a_database_half_way_that_the_app_migrates_as_it_starts(tmp_path, runner):
    folder = with_body(tmp_path / "blog")
    blog(folder, start=BODY + UPGRADE)
    project = open_project(folder, app="blog", runner=runner)
    places = look(project)
    assert (places.state, places.next_command) == ("database behind", "flask db upgrade")
    assert places.current != places.heads
    assert "(body) yet. The app itself runs its scripts when it starts" in places.sentence
    assert f"bring the database to {places.heads[0]}" in places.sentence
    assert [str(change) for change in places.changes] == ["+ column post.body  TEXT  NULL"]
    assert places.not_compared == ()
    assert places.in_step == checked(folder)
    assert look(project).state == "in step"


def test_an_env_py_that_makes_tables_is_not_taken_for_the_app(tmp_path, runner):
    folder = upgraded(blog(tmp_path / "blog"), "blog")
    env = folder / "schema_history" / "env.py"
    env.write_text(MAKES + env.read_text(encoding="utf-8"), encoding="utf-8")
    tag = "\nclass Tag(db.Model):\n    id = db.Column(db.Integer, primary_key=True)\n"
    blog(folder, start=tag)
    places = look(open_project(folder, app="blog", runner=runner))
    assert (places.state, places.next_command) == ("drift", None)
    assert "env.py itself makes the table tag whenever a flask db command runs" in places.sentence
    assert places.in_step == checked(folder)


@pytest.fixture
def server(tmp_path: Path, postgres_url, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A project whose database is an empty one on a server, and whose one script has not run."""
    monkeypatch.setenv("BLOG_URL", postgres_url.render_as_string(hide_password=False))
    folder = blog(tmp_path / "blog", FROM_ENVIRONMENT)
    for words in (("db", "init"), ("db", "migrate", "-m", "first")):
        assert terminal(folder, "blog", *words).returncode == 0
    return folder


@pytest.mark.postgres
@pytest.mark.parametrize("half", [False, True], ids=["empty", "half-way"])
def test_on_a_server_the_check_is_what_it_says_after_that_start(server, runner, half):
    start = UPGRADE
    if half:
        assert terminal(server, "blog", "db", "upgrade").returncode == 0
        blog(server, FROM_ENVIRONMENT, BODY)
        assert terminal(server, "blog", "db", "migrate", "-m", "body").returncode == 0
        start = BODY + UPGRADE
    blog(server, FROM_ENVIRONMENT, start)
    project = open_project(server, app="blog", runner=runner)
    places = look(project)
    assert places.state == ("database behind" if half else "empty")
    assert places.current != places.heads
    assert "The app itself runs its scripts when it starts" in places.sentence
    assert places.in_step == checked(server) is True
    assert look(project).state == "in step"


@pytest.mark.postgres
def test_on_a_server_an_env_py_that_writes_is_told_as_what_it_is(server, runner):
    """The lab looks with transactions that only read; its own refusal is no error of the project's."""
    assert terminal(server, "blog", "db", "upgrade").returncode == 0
    tag = "\nclass Tag(db.Model):\n    id = db.Column(db.Integer, primary_key=True)\n"
    blog(server, FROM_ENVIRONMENT, tag)
    env = server / "schema_history" / "env.py"
    env.write_text(MAKES + env.read_text(encoding="utf-8"), encoding="utf-8")
    places = look(open_project(server, app="blog", runner=runner))
    assert (places.state, places.next_command) == ("cannot look", None)
    assert "env.py writes to the database" in places.sentence
    assert "read-only transaction" not in places.sentence


def test_a_command_that_only_looks_of_an_app_that_writes_is_told_as_one_that_changed_something(tmp_path, runner):
    folder = upgraded(blog(tmp_path / "blog"), "blog")
    blog(folder, start=ADDS)
    step = open_project(folder, app="blog", runner=runner, read_only=False).run("db", "current")
    assert [fact.words for fact in card_state(step).facts] == ["added 1 row of post"]
    assert step.undoable
    step = open_project(folder, app="blog", runner=runner).run("db", "current")
    assert not card_state(step).facts
    assert step.way_back.sentence == ""
