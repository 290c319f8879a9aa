"""After a command has failed it is not offered again, until something has changed."""

from __future__ import annotations

from migration_lab.project import Project
from tests.project.by_hand import head, script, sql, upgraded
from tests.project.states import draft_missing

FAILING = (
    '__import__("subprocess").run([__import__("sys").executable, "-c", ""])\n'
    '    op.create_unique_constraint(None, "speaker", ["name"])'
)
"""It starts another program, which looking does not allow, so that nobody knows beforehand that it fails."""
UPGRADE = "flask db upgrade"


def waiting(project: Project, upgrade: str) -> None:
    upgraded(project)
    script(project, "aaa", head(project), upgrade)


def test_an_upgrade_that_has_failed_is_offered_again_only_when_something_has_changed(project):
    waiting(project, FAILING)
    assert project.places().next_command == UPGRADE, project.places().sentence
    assert not project.run("db", "upgrade").result.ok
    twin = project.twin()
    for one in (project, twin):
        places = one.places()
        assert places.next_command is None
        assert "But it has just failed, and nothing has changed since: " in places.sentence
        assert "No support for ALTER of constraints in SQLite" in places.sentence, places.sentence
    twin.close()
    sql(project, "INSERT INTO speaker (name) VALUES ('Ada')")
    assert project.places().next_command == UPGRADE
    assert not project.run("db", "upgrade").result.ok
    assert project.places().next_command is None
    path = project.path / "models.py"
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert project.places().next_command == UPGRADE


def test_a_draft_that_could_not_be_written_is_not_offered_again_under_another_message(project):
    draft_missing(project)
    template = project.path / "migrations" / "script.py.mako"
    text = template.read_text(encoding="utf-8")
    template.write_text("${nowhere}", encoding="utf-8")
    assert not project.run("db", "migrate", "-m", "mine").result.ok
    assert project.places().next_command is None
    template.write_text(text, encoding="utf-8")
    assert project.places().next_command == "flask db migrate -m 'add bio to speaker'"


def test_the_failure_of_another_command_takes_nothing_away(project):
    draft_missing(project)
    assert not project.run("db", "upgrade", "nowhere").result.ok
    assert project.places().next_command == "flask db migrate -m 'add bio to speaker'"
