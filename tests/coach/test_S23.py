"""S23: the command went well, and nothing was kept."""

from __future__ import annotations

import pytest

from tests.coach.scenario import Scenario

pytestmark = pytest.mark.entry("S23")
CONFIGURE = "        context.configure(\n            connection=connection,"
EARLY = "        connection.exec_driver_sql('SELECT 1')\n"
LEVEL = "with op.batch_alter_table('speaker') as batch_op:\n    batch_op.add_column(sa.Column('level', sa.String()))"
PHONE = "    phone: Mapped[str | None]\n"
ROWS = "SELECT id, name, phone FROM speaker ORDER BY id"


def test_the_problem_is_named_and_its_advice_mends_it(scenario: Scenario) -> None:
    rows = scenario.sql(ROWS)
    scenario.change("migrations/env.py", CONFIGURE, EARLY + CONFIGURE)
    scenario.change("models.py", PHONE, f"{PHONE}    level: Mapped[str | None]\n")
    scenario.revision(f"{LEVEL}\nop.execute(\"UPDATE speaker SET level = 'all'\")")
    step = scenario.ok("db upgrade")
    advice = scenario.advice(step)
    assert advice.id == "S23"
    assert (advice.file, advice.source) == ("migrations/env.py", EARLY.strip())
    assert "still at revision" in advice.state
    scenario.follow(advice, {"migrations/env.py": (EARLY, f"{EARLY}        connection.commit()\n")})
    assert scenario.sql(ROWS) == rows
    assert scenario.sql("SELECT DISTINCT level FROM speaker") == [("all",)]
    scenario.check()


def test_sql_that_is_committed_before_is_not_it(scenario: Scenario) -> None:
    scenario.change("migrations/env.py", CONFIGURE, f"{EARLY}        connection.commit()\n{CONFIGURE}")
    scenario.revision(LEVEL)
    scenario.silent(scenario.ok("db upgrade"))


def test_an_upgrade_with_nothing_to_do_is_not_it(scenario: Scenario) -> None:
    scenario.change("migrations/env.py", CONFIGURE, EARLY + CONFIGURE)
    scenario.silent(scenario.ok("db upgrade"))
    scenario.silent(scenario.ok("db current"))


def test_what_has_stayed_is_dropped_index_before_column(sqlite: Scenario) -> None:
    sqlite.change("migrations/env.py", CONFIGURE, EARLY + CONFIGURE)
    sqlite.revision(
        "op.add_column('speaker', sa.Column('order', sa.String()))\n"
        "op.create_index('ix_speaker_order', 'speaker', ['order'])\n"
        "op.create_table('tag', sa.Column('id', sa.Integer(), primary_key=True))\n"
        "op.execute(\"UPDATE speaker SET name = 'N.N.'\")"
    )
    rows = sqlite.sql(ROWS)
    advice = sqlite.advice(sqlite.ok("db upgrade"))
    (back,) = [do.sql for do in advice.now if do.sql]
    assert back == 'DROP INDEX ix_speaker_order;\nALTER TABLE speaker DROP COLUMN "order";\nDROP TABLE tag'
    sqlite.follow(advice, {"migrations/env.py": (EARLY, f"{EARLY}        connection.commit()\n")})
    assert len(rows) == len(sqlite.sql(ROWS))


def test_what_the_scripts_make_is_not_said_while_nobody_commits(scenario: Scenario) -> None:
    scenario.change("migrations/env.py", CONFIGURE, EARLY + CONFIGURE)
    scenario.revision(LEVEL)
    places = scenario.project.places()
    assert (places.state, places.entry) == ("cannot replay", "S23")
    assert "connection.commit()" in places.sentence
    assert places.next_command is None
    scenario.change("migrations/env.py", EARLY, f"{EARLY}        connection.commit()\n")
    assert scenario.project.places().state == "database behind"
