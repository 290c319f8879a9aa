"""S14: a new label of PostgreSQL's ENUM."""

from __future__ import annotations

import pytest

from tests.coach.scenario import Scenario

pytestmark = [pytest.mark.entry("S14"), pytest.mark.postgres]
MODELS = """

class Kind(enum.Enum):
    guest = 1
    staff = 2


class Badge(db.Model):
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[Kind]
"""
LABELS = "SELECT enumlabel FROM pg_enum ORDER BY enumsortorder"


def badges(scenario: Scenario) -> None:
    scenario.write("models.py", f"import enum\n\n{scenario.read('models.py')}{MODELS}")
    scenario.ok('db migrate -m "badge"')
    scenario.ok("db upgrade")
    scenario.sql("INSERT INTO badge (kind) VALUES ('guest'), ('staff')")
    scenario.change("models.py", "    staff = 2\n", "    staff = 2\n    speaker = 3\n")


def test_the_label_that_no_draft_has_is_named_and_added_by_hand(postgresql: Scenario) -> None:
    badges(postgresql)
    advice = postgresql.advice(postgresql.ok('db migrate -m "speaker"'))
    assert advice.id == "S14"
    assert "1 label more for the type kind than the database: speaker" in advice.what
    postgresql.follow(advice)
    script = postgresql.project.history().revisions[0].path
    add = "    with op.get_context().autocommit_block():\n        op.execute(\"ALTER TYPE kind ADD VALUE 'speaker'\")\n"
    assert "op.execute(\"ALTER TYPE kind ADD VALUE 'speaker'\")" in advice.now[1].say
    postgresql.change(script, "def upgrade():\n    pass\n", f"def upgrade():\n{add}")
    postgresql.ok("db upgrade")
    assert postgresql.sql(LABELS) == [("guest",), ("staff",), ("speaker",)]
    assert postgresql.sql("SELECT kind FROM badge ORDER BY id") == [("guest",), ("staff",)]
    postgresql.check()
    postgresql.silent(postgresql.ok('db migrate -m "speaker"'))


def test_a_label_is_committed_before_it_is_used(postgresql: Scenario) -> None:
    badges(postgresql)
    add, use = "ALTER TYPE kind ADD VALUE IF NOT EXISTS 'speaker'", "UPDATE badge SET kind = 'speaker' WHERE id = 1"
    script = postgresql.revision(f'op.execute("{add}")\nop.execute("{use}")')
    advice = postgresql.advice(postgresql.fails("db upgrade"))
    assert advice.id == "S14"
    assert postgresql.sql(LABELS) == [("guest",), ("staff",)]
    line = f'    op.execute("{add}")\n'
    postgresql.follow(advice, {script: (line, f"    with op.get_context().autocommit_block():\n    {line}")})
    assert postgresql.sql("SELECT kind FROM badge ORDER BY id") == [("speaker",), ("staff",)]
    postgresql.check()


def test_a_label_that_does_not_exist_is_something_else(postgresql: Scenario) -> None:
    badges(postgresql)
    postgresql.revision("op.execute(\"UPDATE badge SET kind = 'visitor'\")")
    postgresql.silent(postgresql.fails("db upgrade"), "InvalidTextRepresentation")
