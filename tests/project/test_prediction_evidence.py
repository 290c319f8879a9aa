"""Whether a prediction's answer is true in a project is looked up there, on both databases, and nothing is written."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import URL

from migration_lab.course.predictions.evidence import read_evidence
from migration_lab.course.predictions.looking_up import LookedUp, look_up
from migration_lab.project import Project, Step
from tests.project.small import dump, live, ready

LINE = '"sqlite:///conference.db"'


def look(project: Project, last: Step | None = None, **entry: object) -> LookedUp:
    return look_up(read_evidence(entry), project, last)


def served_by(project: Project, url: URL) -> Project:
    app = project.path / "app.py"
    address = repr(url.render_as_string(hide_password=False))
    app.write_text(app.read_text(encoding="utf-8").replace(LINE, address), encoding="utf-8")
    return ready(project)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def filled(request: pytest.FixtureRequest, project: Project) -> Project:
    """The small project with two speakers, on a file or on a server."""
    if request.param == "sqlite":
        return ready(project)
    return served_by(project, request.getfixturevalue("postgres_url"))


@pytest.mark.parametrize(
    ("sql", "expect"),
    [
        ("SELECT count(*) FROM speaker", [[2]]),
        ("SELECT name, id FROM speaker ORDER BY id", [["Ada", 1], ["Grace", 2]]),
        ("SELECT name FROM speaker WHERE name LIKE 'A%'", [["Ada"]]),
        ("SELECT sum(id) FROM speaker", [[3]]),
        ("SELECT name = 'Ada' FROM speaker ORDER BY id", [[True], [False]]),
        ("SELECT name FROM speaker WHERE id = 9", []),
    ],
)
def test_rows_are_true_when_the_question_gives_them(filled, sql, expect) -> None:
    assert look(filled, rows=sql, expect=expect).true
    assert not look(filled, rows=sql, expect=[[7]]).true


def test_other_rows_are_told_with_what_was_expected(project) -> None:
    found = look(ready(project), rows="SELECT id, name FROM speaker", expect=[[7]])
    assert found == LookedUp(False, "`SELECT id, name FROM speaker` gives 7", "it gives 1, Ada; 2, Grace")


def test_a_table_that_is_not_there_is_no_error(filled) -> None:
    found = look(filled, rows="SELECT count(*) FROM badge", expect=[[0]])
    assert not found.true
    assert found.found in ("no such table: badge", 'relation "badge" does not exist')


def test_a_database_that_no_command_has_found_yet_is_no_error(project) -> None:
    assert not look(project, rows="SELECT 1", expect=[[1]]).true


@pytest.mark.postgres
def test_a_server_that_is_gone_is_told_without_its_password(project, postgres_url) -> None:
    secret = "open-sesame"
    served = served_by(project, postgres_url)
    served._where.database.address  # noqa: B018
    app = served.path / "app.py"
    url = postgres_url.set(password=secret, username="nobody")
    app.write_text(
        app.read_text(encoding="utf-8").replace(
            postgres_url.render_as_string(hide_password=False), url.render_as_string(hide_password=False)
        ),
        encoding="utf-8",
    )
    served.run("db", "current")
    found = look(served, rows="SELECT 1 / 0", expect=[[1]])
    assert not found.true
    assert secret not in str(found)


def test_the_last_command_is_asked_for_its_exit_code_and_its_output(project) -> None:
    ready(project)
    failed, went = project.run("no-such"), project.run("db", "current")
    assert look(project, failed, exit_code=2).true
    assert look(project, failed, output=r"^Error: No such command").true
    assert look(project, failed, exit_code=2, output="No such").true
    assert not look(project, failed, exit_code=0, output="No such").true
    assert look(project, went, exit_code=0, output=r"\(head\)").true
    assert look(project, went, exit_code=2) == LookedUp(
        False, "the last command ends with exit code 2", "the last one was `flask db current`, with exit code 0"
    )
    other = look(project, went, output=r"No changes in schema detected\.")
    assert other.expected == "the last command prints `No changes in schema detected.`"
    assert other.found.endswith("with exit code 0, and it printed something else")
    assert look(project, None, exit_code=0).found == "no command has run yet"


def test_a_page_is_asked_of_the_app(filled) -> None:
    assert look(filled, page="/speakers", has='"Ada"').true
    assert look(filled, page="/speakers", has='"Ada"', status=200).true
    assert look(filled, page="/nothing", status=404).true
    assert not look(filled, page="/speakers", has="Zoë").true
    assert not look(filled, page="/speakers", status=500).true
    found = look(filled, page="/nothing", has="Ada")
    assert (found.expected, found.found) == (
        "the app answers `/nothing` with `Ada` in it",
        "it answers with status 404, and without that",
    )


def test_an_app_that_does_not_load_is_no_error(project) -> None:
    ready(project)
    (project.path / "app.py").write_text("import nothing_of_that_name", encoding="utf-8")
    found = look(project, page="/speakers", status=200)
    assert not found.true
    assert "did not load" in found.found


def test_a_page_that_writes_writes_to_a_copy(project) -> None:
    ready(project)
    app = project.path / "app.py"
    page = (
        "    @app.get('/add')\n    def add():\n        db.session.add(Speaker(name='Eve'))\n"
        "        db.session.commit()\n        return str(db.session.query(Speaker).count())\n\n    return app\n"
    )
    app.write_text(app.read_text(encoding="utf-8").replace("    return app\n", page), encoding="utf-8")
    before, undo = dump(live(project)), project.undo_copies.moments()
    assert look(project, page="/add", has="3").true
    assert dump(live(project)) == before
    assert project.undo_copies.moments() == undo


@pytest.mark.postgres
def test_an_app_that_writes_at_its_start_still_answers_from_its_rows(project, postgres_url) -> None:
    served_by(project, postgres_url)
    app = project.path / "app.py"
    start = "with app.app_context():\n        db.session.execute(db.text('CREATE TABLE IF NOT EXISTS visit (id int)'))"
    start = f"    {start}\n        db.session.commit()\n\n    return app\n"
    app.write_text(app.read_text(encoding="utf-8").replace("    return app\n", start), encoding="utf-8")
    assert look(project, page="/speakers", has='"Ada"').true
    assert "visit" not in project.read().table_names


def test_a_file_is_searched_in_the_project(project) -> None:
    ready(project)
    assert look(project, file="models.py", has=r"^class Speaker").true
    assert look(project, file="migrations/versions/*_speakers.py", has=r"create_table\('speaker'").true
    other = look(project, file="migrations/versions/*_speakers.py", has=r"drop_column\('name'\)")
    assert other == LookedUp(False, "`migrations/versions/*_speakers.py` contains `drop_column('name')`", "it does not")
    assert look(project, file="nothing.py", has="x").found == "there is no such file"


def test_looking_up_writes_nothing(project) -> None:
    ready(project)
    before = contents(project.path)
    for entry in (
        {"rows": "SELECT count(*) FROM speaker", "expect": [[2]]},
        {"page": "/speakers", "has": "Ada"},
        {"file": "models.py", "has": "Speaker"},
        {"exit_code": 0},
    ):
        look(project, **entry)
    assert contents(project.path) == before


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
