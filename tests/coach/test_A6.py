"""A6: downgrade() does not bring everything back."""

from __future__ import annotations

import pytest

from tests.coach.scenario import Scenario

pytestmark = pytest.mark.entry("A6")

ADD = "op.add_column('talk', sa.Column('level', sa.String(10)))"
DROP = "with op.batch_alter_table('talk') as batch_op:\n    batch_op.drop_column('level')"


def test_a_downgrade_that_does_nothing_is_named(scenario: Scenario) -> None:
    script = scenario.revision(ADD)
    (advice,) = scenario.warnings()
    assert advice.id == "A6"
    assert "column talk.level is there" in advice.what
    assert (advice.file, advice.source) == (script, "def downgrade():")


def test_one_that_undoes_everything_is_not(scenario: Scenario) -> None:
    scenario.revision(ADD, DROP)
    assert scenario.warnings() == []


def test_one_that_says_that_there_is_no_way_back_is_not(scenario: Scenario) -> None:
    scenario.revision(ADD, "raise NotImplementedError('The levels cannot be taken back.')")
    assert scenario.warnings() == []


def test_one_that_fails_is_named_at_its_line(scenario: Scenario) -> None:
    script = scenario.revision(ADD, DROP.replace("level", "grade"))
    (advice,) = scenario.warnings()
    assert (advice.id, advice.file) == ("A6", script)
    assert "fails" in advice.what
    assert "batch_" in advice.source


def test_values_that_cannot_come_back_are_counted(scenario: Scenario) -> None:
    scenario.revision("op.execute(\"UPDATE speaker SET name = 'N.N.' WHERE id < 3\")")
    (advice,) = scenario.warnings()
    assert advice.id == "A6"
    assert "2 values of speaker.name" in advice.what
    assert advice.source.startswith("op.execute")


def test_filling_what_is_empty_loses_nothing(scenario: Scenario) -> None:
    scenario.revision("op.execute('UPDATE talk SET minutes = 20 WHERE minutes IS NULL')")
    assert scenario.warnings() == []


def test_a_downgrade_itself_is_not_asked_for_its_way_back(scenario: Scenario) -> None:
    scenario.revision(ADD, DROP)
    scenario.ok("db upgrade")
    assert scenario.warnings("downgrade", "-1") == []


@pytest.mark.postgres
def test_a_type_that_is_left_behind_is_named(postgresql: Scenario) -> None:
    table = "op.create_table('tag', sa.Column('level', sa.Enum('easy', 'hard', name='level')))"
    postgresql.revision(table, "op.drop_table('tag')")
    (advice,) = postgresql.warnings()
    assert advice.id == "A6"
    assert "enum level is there" in advice.what


def test_values_are_laid_to_the_revision_that_wrote_them(scenario: Scenario) -> None:
    file = scenario.revision("op.execute(\"UPDATE speaker SET name = 'N.N.' WHERE id < 3\")")
    scenario.revision("op.execute('UPDATE talk SET minutes = 20 WHERE minutes IS NULL')")
    scenario.revision("op.execute(\"UPDATE speaker SET email = 'none' WHERE email IS NULL\")")
    (advice,) = scenario.warnings()
    assert advice.what.startswith("This upgrade overwrites 2 values of speaker.name, ")
    assert (advice.file, advice.source[:10]) == (file, "op.execute")


def test_what_two_revisions_may_have_written_points_to_no_line(scenario: Scenario) -> None:
    first = scenario.revision("op.execute(\"UPDATE speaker SET name = 'N.N.' WHERE id < 3\")")
    second = scenario.revision("op.execute(\"UPDATE speaker SET name = 'X.' WHERE id > 3\")")
    (advice,) = scenario.warnings()
    assert (advice.file, advice.line, advice.revision) == ("", 0, "")
    ran = scenario.project.try_out("upgrade", "head").ran
    assert f"more than one in the revisions {ran[0]} and {ran[1]} may have" in advice.what
    for file in (first, second):
        scenario.change(file, '3")', '3")  # lab: ok A6')
    assert scenario.warnings() == []


def test_rows_that_are_deleted_are_called_deleted(scenario: Scenario) -> None:
    file = scenario.revision("op.execute('DELETE FROM talk WHERE id > 5')")
    scenario.revision("op.execute('UPDATE talk SET minutes = 20 WHERE minutes IS NULL')")
    (advice,) = scenario.warnings()
    assert advice.what.startswith("This upgrade deletes 3 rows of talk, ")
    assert (advice.file, advice.source) == (file, "op.execute('DELETE FROM talk WHERE id > 5')")
