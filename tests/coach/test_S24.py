"""S24: a statement that cannot run inside a transaction."""

from __future__ import annotations

import pytest

from tests.coach.scenario import Scenario

pytestmark = [pytest.mark.entry("S24"), pytest.mark.postgres]
INDEX = "op.create_index('ix_talk_title', 'talk', ['title'], postgresql_concurrently=True)"
TITLE = "    title: Mapped[str]\n"


def test_the_problem_is_named_and_its_advice_mends_it(postgresql: Scenario) -> None:
    postgresql.change("models.py", TITLE, "    title: Mapped[str] = mapped_column(index=True)\n")
    script = postgresql.revision(INDEX)
    advice = postgresql.advice(postgresql.fails("db upgrade"))
    assert (advice.id, advice.file, advice.source) == ("S24", script, INDEX)
    assert "index ix_talk_title CONCURRENTLY" in advice.what
    assert "Nothing was changed" in advice.state
    postgresql.follow(advice)
    assert postgresql.sql("SELECT count(*) FROM talk") == [(8,)]
    postgresql.check()


def test_another_statement_of_this_kind(postgresql: Scenario) -> None:
    postgresql.revision("op.execute('VACUUM talk')")
    advice = postgresql.advice(postgresql.fails("db upgrade"))
    assert advice.id == "S24"
    postgresql.follow(advice)
    postgresql.check()


def test_a_call_on_several_lines_is_left_to_the_reader(postgresql: Scenario) -> None:
    script = postgresql.revision(INDEX.replace("(", "(\n    ", 1))
    advice = postgresql.advice(postgresql.fails("db upgrade"))
    assert not any(do.by for do in advice.now)
    block = "    with op.get_context().autocommit_block():\n        op.create_index(\n"
    postgresql.follow(advice, {script: ("    op.create_index(\n", block)})


def test_an_index_that_fails_for_another_reason_is_not_it(postgresql: Scenario) -> None:
    block = "with op.get_context().autocommit_block():\n    "
    postgresql.revision(block + INDEX.replace("'title'", "'titel'"))
    postgresql.silent(postgresql.fails("db upgrade"), "UndefinedColumn")
