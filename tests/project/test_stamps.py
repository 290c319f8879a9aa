"""A stamp is offered only for a revision that the tables are known to be at."""

from __future__ import annotations

import pytest

from tests.project import waiting_states as states
from tests.project.by_hand import flask, script, sql
from tests.project.looked_at import flask_db_check

TAG = 'op.create_table("tag", sa.Column("id", sa.Integer(), primary_key=True))'
DROP = 'op.drop_column("speaker", "phone")'
ALTER = """with op.batch_alter_table("speaker") as batch:
        batch.alter_column("phone", existing_type=sa.String(), nullable=False, server_default="")"""
EXTRA = "ALTER TABLE speaker ADD COLUMN odd INTEGER"


def gone(project) -> None:
    """A second script has run, and is gone."""
    path = script(project, "second", "first", states.BIO)
    flask(project, "db", "upgrade")
    path.unlink()


def test_the_script_is_gone_and_the_tables_are_something_else(waiting):
    gone(waiting)
    places = waiting.places()
    assert (places.state, places.next_command) == ("unknown version", None)
    assert "stamp --purge" not in places.sentence
    assert (
        "Do not stamp another revision: The tables are not what all scripts make: it has column speaker.bio"
        in places.sentence
    )


def test_the_script_is_gone_and_the_tables_are_what_the_others_make(waiting):
    gone(waiting)
    sql(waiting, "ALTER TABLE speaker DROP COLUMN bio")
    sentence = waiting.places().sentence
    assert "the tables are what the other scripts make; flask db stamp --purge head tells Alembic so" in sentence
    flask(waiting, "db", "stamp", "--purge", "head")
    assert flask_db_check(waiting.path) == 0


def test_the_script_is_gone_and_the_tables_are_what_an_earlier_one_makes(waiting):
    sql(waiting, "UPDATE alembic_version SET version_num = 'gone'")
    script(waiting, "second", "first", states.BIO)
    script(waiting, "third", "second", states.UNIQUE)
    sentence = waiting.places().sentence
    assert "the tables are what the scripts make up to first; flask db stamp --purge first tells Alembic so" in sentence


def test_tables_without_a_version_are_stamped_with_the_revision_that_they_are_at(waiting):
    script(waiting, "second", "first", states.BIO)
    script(waiting, "third", "second", states.UNIQUE)
    sql(waiting, "DROP TABLE alembic_version", "ALTER TABLE speaker ADD COLUMN bio VARCHAR")
    places = waiting.places()
    assert (places.state, places.next_command) == ("no alembic_version", "flask db stamp second")
    assert "They are what the scripts make up to second" in places.sentence


def test_tables_without_a_version_that_no_revision_makes_are_not_stamped(waiting):
    sql(waiting, "DROP TABLE alembic_version", EXTRA)
    places = waiting.places()
    assert (places.state, places.next_command) == ("no alembic_version", None)
    assert (
        "The tables are not what all scripts make: it has column speaker.odd, which no script makes." in places.sentence
    )


def test_what_waits_is_not_stamped_when_the_tables_have_something_else_besides(waiting):
    script(waiting, "second", "first", states.BIO)
    sql(waiting, "ALTER TABLE speaker ADD COLUMN bio VARCHAR", EXTRA)
    places = waiting.places()
    assert places.next_command is None
    assert "flask db stamp" not in places.sentence
    assert "columns speaker.odd" not in places.sentence
    assert "it has column speaker.odd, which no script makes" in places.sentence


def test_a_script_whose_work_is_done_and_that_fills_rows_is_not_stamped(waiting):
    script(waiting, "second", "first", f"{states.BIO}\n    {states.FILL}")
    sql(waiting, "ALTER TABLE speaker ADD COLUMN bio VARCHAR")
    places = waiting.places()
    assert places.next_command is None
    assert "second also changes rows" in places.sentence


def test_a_script_that_was_edited_after_it_had_run_is_named_and_nobody_is_said_to_have_changed_the_database(waiting):
    path = script(waiting, "second", "first", states.BIO)
    flask(waiting, "db", "upgrade")
    path.write_text(path.read_text(encoding="utf-8").replace(states.BIO, "pass"), encoding="utf-8")
    places = waiting.places()
    assert (places.state, places.next_command) == ("drift", None)
    assert "it has column speaker.bio, which no script makes" in places.sentence
    assert "upgrade() of migrations/versions/second_.py has been edited since the lab ran it here" in places.sentence
    assert "by hand" not in places.sentence


@pytest.mark.parametrize(
    "upgrade", [states.BIO, states.UNIQUE, TAG, DROP, ALTER], ids=["column", "index", "table", "drop", "alter"]
)
def test_a_stamp_that_goes_too_far_is_taken_back_and_no_other_stamp_hides_it(waiting, upgrade):
    script(waiting, "second", "first", upgrade)
    flask(waiting, "db", "stamp", "head")
    places = waiting.places()
    assert (places.state, places.entry, places.next_command) == ("drift", "H3", "flask db stamp first")
    assert "it is at second. But its tables are exactly what the scripts make up to first" in places.sentence
    assert "stamp head" not in places.sentence
    assert "no script makes" not in places.sentence
    flask(waiting, "db", "stamp", "first")
    after = waiting.places()
    assert (after.state, after.current) == ("database behind", ("first",))


def test_a_stamp_that_goes_too_far_is_not_taken_back_unseen_where_a_script_changes_rows(waiting):
    script(waiting, "second", "first", f"{states.BIO}\n    {states.FILL}")
    flask(waiting, "db", "stamp", "head")
    places = waiting.places()
    assert (places.state, places.next_command) == ("drift", None)
    assert "second also changes rows" in places.sentence
    assert "If it has not, flask db stamp first tells Alembic so." in places.sentence


def test_a_column_that_is_another_one_is_not_kept_by_a_stamp(waiting):
    script(waiting, "second", "first", f"{ALTER}\n    {states.BIO}")
    flask(waiting, "db", "stamp", "head")
    sql(waiting, "ALTER TABLE speaker ADD COLUMN bio VARCHAR")
    sentence = waiting.places().sentence
    assert "its column speaker.phone differs from what the scripts make" in sentence
    assert "stamp head" not in sentence


def test_where_no_copy_tells_it_both_causes_of_a_drift_are_named(waiting):
    sql(waiting, "ALTER TABLE speaker RENAME COLUMN phone TO mobile")
    assert "changed the database by hand, or edited a script that had already run" in waiting.places().sentence
