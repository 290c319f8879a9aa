"""G3: SQL as text."""

from __future__ import annotations

import pytest

from migration_lab.project.advising import reading, rehearse
from migration_lab.widgets import WarningsView
from tests.coach.scenario import Scenario

pytestmark = pytest.mark.entry("G3")

UPDATE = "op.execute('UPDATE talk SET minutes = 20 WHERE minutes IS NULL')"


def test_sql_as_text_is_named_when_asked_for(scenario: Scenario) -> None:
    script = scenario.revision(UPDATE, "raise NotImplementedError")
    (advice,) = scenario.warnings(asked=["G3"])
    assert (advice.id, advice.severity, advice.file, advice.source) == ("G3", "style", script, UPDATE)
    assert "wrote 3 rows" in advice.what


def test_nobody_hears_of_it_unasked(scenario: Scenario) -> None:
    scenario.revision(UPDATE, "raise NotImplementedError")
    assert scenario.warnings() == []


def test_operations_are_not_named(scenario: Scenario) -> None:
    scenario.revision("op.add_column('talk', sa.Column('level', sa.Integer()))", "op.drop_column('talk', 'level')")
    assert scenario.warnings(asked=["G3"]) == []


def test_expressions_and_sessions_are_no_text(scenario: Scenario) -> None:
    talk = "talk = sa.table('talk', sa.column('minutes', sa.Integer))"
    update = "talk.update().where(talk.c.minutes.is_(None)).values(minutes=20)"
    scenario.revision(f"{talk}\nop.execute({update})\nop.get_bind().execute({update})")
    assert "G3" not in [one.id for one in scenario.warnings(asked=["G3"])]


@pytest.mark.postgres
def test_what_has_no_operation_and_is_advised_elsewhere_is_not_named(postgresql: Scenario) -> None:
    postgresql.revision(
        "op.execute(\"SET LOCAL lock_timeout = '5s'\")\n"
        "op.execute('CREATE UNIQUE INDEX one_name ON room (name)')\n"
        "op.execute('ALTER TABLE room ADD CONSTRAINT uq_room_name UNIQUE USING INDEX one_name')\n"
        "op.execute('ALTER TABLE room ADD CONSTRAINT some CHECK (seats > 0) NOT VALID')\n"
        "op.execute('ALTER TABLE room VALIDATE CONSTRAINT some')",
        "op.drop_constraint('some', 'room')\nop.drop_constraint('uq_room_name', 'room')",
    )
    (advice,) = postgresql.warnings(asked=["G3"])
    assert "CREATE UNIQUE INDEX one_name" in advice.what


@pytest.mark.parametrize("call", ["op.execute", "op.get_bind().exec_driver_sql"])
def test_a_password_in_the_statement_is_never_shown(scenario: Scenario, call: str) -> None:
    """A call of ``dblink_exec`` is refused in a trial run, so it only stands in a value."""
    scenario.revision(f"{call}(\"UPDATE talk SET title = 'dblink_exec(host=h password=geheim)'\")")
    found = scenario.warnings(asked=["G3"])
    assert "G3" in [one.id for one in found]
    view = WarningsView("flask db upgrade", found, reading(scenario.path))
    operations = rehearse(scenario.project).tried.operations
    for shown in (str(found), str(view), view.html(), str(view.state()), str(operations)):
        assert "password=***" in shown
        assert "geheim" not in shown
