"""Of a large table only the first rows are compared: wherever nothing is seen to have changed, it says of how many."""

from __future__ import annotations

import pytest

from migration_lab.project import Project
from migration_lab.widgets import Card
from tests.project.small import command, live, ready, sql

NUMBERS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 12000)"
PART = "the first 10,000 of 12,000 rows were compared"


@pytest.fixture
def large(project: Project) -> Project:
    """With a table of 12,000 rows."""
    ready(project)
    sql(
        live(project),
        "CREATE TABLE vote (id INTEGER PRIMARY KEY, name TEXT)",
        f"INSERT INTO vote {NUMBERS} SELECT i, 'name ' || i FROM n",
    )
    project.run("db", "current")
    return project


def executes(project: Project, *statements: str) -> None:
    command(project, "tidy", *(f"db.session.execute(db.text({one!r}))" for one in statements), "db.session.commit()")


def test_a_change_beyond_the_bound_is_not_passed_over(large):
    executes(large, "UPDATE vote SET name = 'x' WHERE id = 12000")
    step = large.run("tidy")
    assert step.changed
    card = Card(step)
    assert str(card).splitlines()[0] == "flask tidy: no change seen in the first 10,000 of 12,000 rows of vote"
    assert f"vote: 12,000 rows, as many as before; {PART}" in str(card)
    assert PART in card.html()
    assert PART in card.state()["rows"][0]["words"]


def test_with_a_new_column_it_is_not_said_that_rows_were_kept(large):
    executes(large, "ALTER TABLE vote ADD COLUMN bio TEXT", "UPDATE vote SET name = NULL WHERE id = 12000")
    text = str(Card(large.run("tidy")))
    assert "rows kept" not in text
    assert PART in text


def test_what_was_cut_or_emptied_is_told_as_the_least_it_can_be(large):
    executes(large, "UPDATE vote SET name = substr(name, 1, 2) WHERE id > 9990")
    assert str(Card(large.run("tidy"))).splitlines()[0].startswith("flask tidy: cut at least 10 values of vote.name; ")
    executes_again = "UPDATE vote SET name = NULL WHERE id IN (1, 11000)"
    command(large, "wipe", f"db.session.execute(db.text({executes_again!r}))", "db.session.commit()")
    assert (
        str(Card(large.run("wipe"))).splitlines()[0].startswith("flask wipe: emptied at least 1 value of vote.name; ")
    )


def test_a_large_table_whose_name_is_only_a_part_of_a_word_is_not_named(large):
    sql(live(large), "CREATE TABLE votes (id INTEGER PRIMARY KEY)")
    executes(large, "INSERT INTO votes VALUES (1)")
    text = str(Card(large.run("tidy")))
    assert text.splitlines()[0] == "flask tidy: added 1 row of votes"
    assert "12,000" not in text


def test_the_try_of_a_harmful_script_says_how_much_of_a_large_table_was_compared(waiting):
    from tests.project import waiting_states as states
    from tests.project.by_hand import sql as execute

    execute(waiting, "CREATE TABLE vote (id INTEGER PRIMARY KEY, name TEXT)")
    execute(waiting, f"INSERT INTO vote {NUMBERS} SELECT i, 'name ' || i FROM n")
    states.waits('op.execute("UPDATE vote SET name = NULL WHERE id IN (1, 11000)")')(waiting)
    sentence = waiting.places().sentence
    assert "empties 1 value of vote.name, as far as rows were compared (10000 of 12000 rows of vote)" in sentence
