"""B7: something is dropped on which other things depend."""

from __future__ import annotations

import pytest

from tests.coach.scenario import Scenario

pytestmark = pytest.mark.entry("B7")
VIEW = "op.execute('CREATE VIEW long_talk AS SELECT id, minutes FROM talk WHERE minutes > 45')"
DROP = "op.drop_column('talk', 'minutes')"


@pytest.fixture
def viewed(scenario: Scenario) -> Scenario:
    scenario.revision(VIEW, message="view")
    scenario.ok("db upgrade")
    return scenario


def told(project: Scenario) -> list[str]:
    return [one.what for one in project.warnings() if one.id == "B7"]


def test_a_drop_that_will_be_refused_is_foretold(scenario: Scenario, viewed: Scenario) -> None:
    file = viewed.revision(DROP)
    advice = viewed.warned("B7")
    assert advice.what.startswith("This will fail at step 1, because something else depends on what it drops: ")
    assert "long_talk" in advice.what
    assert (advice.severity, advice.file, advice.source) == ("fails", file, DROP)
    viewed.fails("db upgrade")
    again = VIEW.replace("id, minutes", "id").replace(" WHERE minutes > 45", "")
    viewed.follow(advice, {file: (DROP, f"op.execute('DROP VIEW long_talk')\n    {DROP}\n    {again}")})
    assert told(viewed) == []
    viewed.ok("db upgrade")


def test_a_column_that_nothing_needs_goes_without_a_word(scenario: Scenario, viewed: Scenario) -> None:
    viewed.revision("op.drop_column('talk', 'title')")
    assert told(viewed) == []


@pytest.mark.postgres
def test_what_cascade_takes_along_is_listed(postgresql: Scenario) -> None:
    postgresql.revision(VIEW, message="view")
    postgresql.ok("db upgrade")
    file = postgresql.revision("op.execute('ALTER TABLE talk DROP COLUMN minutes CASCADE')")
    assert told(postgresql) == ["CASCADE will drop more than the script names: view long_talk."]
    postgresql.change(file, "    op.execute(", "    op.execute('DROP VIEW long_talk')\n    op.execute(")
    assert told(postgresql) == []


def test_a_view_that_sqlite_leaves_broken_is_named(sqlite: Scenario) -> None:
    sqlite.revision(VIEW, message="view")
    sqlite.ok("db upgrade")
    file = sqlite.revision("op.drop_table('talk')")
    assert told(sqlite) == [
        "long_talk will no longer work: it reads talk, which is not there any more under that name."
    ]
    sqlite.change(file, "    op.drop_table(", "    op.execute('DROP VIEW long_talk')\n    op.drop_table(")
    assert told(sqlite) == []
