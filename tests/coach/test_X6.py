"""X6: a batch drops a column and makes its index again."""

from __future__ import annotations

import pytest

from migration_lab.coach.recognising_text import recognise_text
from tests.coach.scenario import Scenario

pytestmark = pytest.mark.entry("X6")

BATCH = "with op.batch_alter_table('speaker') as batch_op:\n    {}"
DROP = BATCH.format("batch_op.drop_column('phone')")
BACK = BATCH.format("batch_op.add_column(sa.Column('phone', sa.String()))")


def with_index(project: Scenario, *columns: str, name: str = "ix_speaker_phone") -> None:
    project.revision(f"op.create_index('{name}', 'speaker', {[*columns]})", f"op.drop_index('{name}', 'speaker')")
    project.ok("db upgrade")


def test_the_batch_that_fails_is_explained_and_works_once_the_index_is_dropped_first(sqlite: Scenario) -> None:
    with_index(sqlite, "phone")
    sqlite.change("models.py", "    phone: Mapped[str | None]\n", "")
    script = sqlite.revision(DROP, BACK, message="drop")
    step = sqlite.fails("db upgrade")
    advice = sqlite.advice(step)
    assert advice.id == "X6"
    assert advice.what == (
        "The batch dropped speaker.phone, and then wanted to make ix_speaker_phone again, which needs that column."
    )
    assert (advice.file, advice.source) == (script, "batch_op.drop_column('phone')")
    assert "X6" in [one.entry.id for one in recognise_text(step.result.full_output)]
    again = "['phone'])"
    new = "sa.Column('phone', sa.String()))"
    sqlite.follow(advice)
    sqlite.change(script, new, f"{new}\n        batch_op.create_index('ix_speaker_phone', {again}")
    assert sqlite.sql("SELECT count(*) FROM speaker") == [(5,)]
    sqlite.check()
    sqlite.ok("db downgrade")
    assert sqlite.sql("SELECT name FROM sqlite_master WHERE name LIKE 'ix%'") == [("ix_speaker_phone",)]


def test_it_is_foretold_at_the_line_that_drops_the_column(sqlite: Scenario) -> None:
    with_index(sqlite, "name", "phone", name="ix_both")
    with_index(sqlite, "phone")
    more = "\n    batch_op.alter_column('email', nullable=False, server_default='')"
    script = sqlite.revision(f"op.execute(\"UPDATE speaker SET email = '' WHERE email IS NULL\")\n{DROP}{more}", BACK)
    advice = sqlite.warned("X6")
    assert advice.what == (
        "This batch drops speaker.phone, and then wants to make ix_both and ix_speaker_phone again, which need that "
        "column: this upgrade will fail at step 2."
    )
    assert (advice.file, advice.source, advice.severity) == (script, "batch_op.drop_column('phone')", "fails")
    assert "ix_both is on other columns too" in advice.now[1].say
    sqlite.follow(advice)
    assert "X6" not in [one.id for one in sqlite.warnings()]
    sqlite.ok("db upgrade")


def test_a_line_that_cannot_be_changed_by_itself_is_told_in_words(sqlite: Scenario) -> None:
    with_index(sqlite, "phone")
    sqlite.revision(BATCH.format("for one in ['phone']:\n        batch_op.drop_column(\n            one)"), BACK)
    assert "batch_op.drop_index('ix_speaker_phone') above line" in sqlite.warned("X6").now[0].say


def test_an_index_of_another_column_is_made_again_without_a_word(sqlite: Scenario) -> None:
    with_index(sqlite, "email")
    sqlite.revision(DROP, BACK)
    assert "X6" not in [one.id for one in sqlite.warnings()]
    sqlite.silent(sqlite.ok("db upgrade"))
    assert sqlite.sql("SELECT name FROM sqlite_master WHERE name LIKE 'ix%'") == [("ix_speaker_phone",)]


def test_a_new_index_of_a_column_that_is_not_there_is_something_else(sqlite: Scenario) -> None:
    sqlite.revision(
        BATCH.format("batch_op.drop_column('phone')\nop.create_index('ix_new', 'speaker', ['phone'])"), BACK
    )
    assert "X6" not in [one.id for one in sqlite.warnings()]
    step = sqlite.fails("db upgrade")
    sqlite.silent(step, "OperationalError")
