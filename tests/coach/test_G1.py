"""G1: what the script does is never committed, or it ends Alembic's transaction itself."""

from __future__ import annotations

import pytest

from tests.coach.scenario import Scenario

pytestmark = pytest.mark.entry("G1")

OTHER = """\
with op.get_bind().engine.connect() as other:
    other.execute(sa.text("UPDATE room SET seats = 9 WHERE seats IS NULL"))
"""


def test_a_connection_that_nobody_commits_is_named(scenario: Scenario) -> None:
    script = scenario.revision(OTHER)
    advice = scenario.warned("G1")
    assert "Nothing of this line will be kept: UPDATE room" in advice.what
    assert (advice.file, advice.source.startswith("other.execute")) == (script, True)
    scenario.ok("db upgrade")
    assert scenario.sql("SELECT count(*) FROM room WHERE seats IS NULL") == [(1,)]


def test_one_that_commits_is_not(scenario: Scenario) -> None:
    scenario.revision(OTHER + "    other.commit()", "raise NotImplementedError")
    assert scenario.warnings() == []


def test_the_connection_of_the_upgrade_is_committed(scenario: Scenario) -> None:
    fill = "op.get_bind().execute(sa.text('UPDATE room SET seats = 9 WHERE seats IS NULL'))"
    scenario.revision(fill, "raise NotImplementedError")
    assert scenario.warnings() == []


@pytest.mark.postgres
def test_a_script_that_commits_by_itself_is_named(postgresql: Scenario) -> None:
    postgresql.revision("op.execute('COMMIT')")
    advice = postgresql.warned("G1")
    assert (advice.severity, advice.source) == ("risk", "op.execute('COMMIT')")
    assert "executes COMMIT itself" in advice.what


@pytest.mark.postgres
def test_an_autocommit_block_is_not(postgresql: Scenario) -> None:
    postgresql.revision(
        "with op.get_context().autocommit_block():\n"
        "    op.create_index('ix', 'talk', ['title'], postgresql_concurrently=True)",
        "op.drop_index('ix')",
    )
    assert "G1" not in [one.id for one in postgresql.warnings()]


def test_what_begins_and_ends_inside_a_trigger_is_no_transaction(sqlite: Scenario) -> None:
    trigger = "CREATE TRIGGER t AFTER INSERT ON room BEGIN UPDATE room SET seats = 1; END"
    sqlite.revision(f"op.execute('{trigger}')", "op.execute('DROP TRIGGER t')")
    assert sqlite.warnings() == []


def test_a_transaction_that_env_py_has_begun_takes_all_of_it_back(scenario: Scenario) -> None:
    before = "    with connectable.connect() as connection:\n"
    scenario.change("migrations/env.py", before, before + "        connection.execute(sa.text('SELECT 1'))\n")
    scenario.change("migrations/env.py", "import logging\n", "import logging\n\nimport sqlalchemy as sa\n")
    scenario.revision("op.execute('UPDATE room SET seats = 9 WHERE seats IS NULL')")
    advice = scenario.warned("G1")
    assert "Nothing of this upgrade will be kept" in advice.what
    scenario.run("db upgrade")
    assert scenario.sql("SELECT count(*) FROM room WHERE seats IS NULL") == [(1,)]
