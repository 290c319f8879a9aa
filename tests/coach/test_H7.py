"""H7: a check or an enum that flask db check does not compare."""

from __future__ import annotations

import pytest

from migration_lab.project.advising import standing_advice
from tests.coach.scenario import Scenario

pytestmark = pytest.mark.entry("H7")
TALK = "class Talk(db.Model):\n"
CHECK = '    __table_args__ = (CheckConstraint("minutes > 0", name="minutes_positive"),)\n'
MAKES_IT = """
with op.batch_alter_table('talk') as batch_op:
    batch_op.create_check_constraint('minutes_positive', 'minutes > 0')
"""
LEVEL = """
import enum


class Level(enum.Enum):
    new = 1
    old = 2


"""
ADDS_TYPE = """
sa.Enum('new', 'old', name='level').create(op.get_bind())
op.add_column('room', sa.Column('level', sa.Enum(name='level', create_type=False)))
"""
ADDS_IT = "op.execute('ALTER TYPE level ADD VALUE \\'expert\\'')"


def want_check(scenario: Scenario) -> None:
    scenario.change("models.py", "import ForeignKey", "import CheckConstraint, ForeignKey")
    scenario.change("models.py", TALK, TALK + CHECK)


def test_a_check_that_no_draft_has_is_told(scenario: Scenario) -> None:
    rows = scenario.sql("SELECT * FROM talk ORDER BY id")
    want_check(scenario)
    assert scenario.run("db check").result.ok, "Alembic does not see it"
    advice = scenario.standing()
    assert (advice.id, advice.severity) == ("H7", "risk")
    assert "check ck_talk_minutes_positive" in advice.what
    scenario.follow(advice)
    scenario.fill(scenario.drafted("follow the models"), MAKES_IT)
    scenario.ok("db upgrade")
    assert standing_advice(scenario.project) == ()
    assert scenario.sql("SELECT * FROM talk ORDER BY id") == rows
    scenario.check()


def test_a_check_that_a_script_makes_is_not_told(scenario: Scenario) -> None:
    want_check(scenario)
    scenario.revision(MAKES_IT)
    scenario.ok("db upgrade")
    assert standing_advice(scenario.project) == ()


@pytest.mark.postgres
def test_a_label_that_no_draft_has_is_told(postgresql: Scenario) -> None:
    text = postgresql.read("models.py").replace("\n\nclass Base", f"\n{LEVEL}class Base", 1)
    postgresql.write(
        "models.py",
        text.replace(
            "    seats: Mapped[int | None]\n", "    seats: Mapped[int | None]\n    level: Mapped[Level | None]\n"
        ),
    )
    postgresql.revision(ADDS_TYPE, message="level")
    postgresql.ok("db upgrade")
    assert standing_advice(postgresql.project) == ()
    postgresql.change("models.py", "    old = 2\n", "    old = 2\n    expert = 3\n")
    assert postgresql.run("db check").result.ok
    advice = postgresql.standing()
    assert advice.id == "H7"
    assert "enum level" in advice.what
    postgresql.revision(f"with op.get_context().autocommit_block():\n    {ADDS_IT}", message="expert")
    postgresql.ok("db upgrade")
    assert standing_advice(postgresql.project) == ()
