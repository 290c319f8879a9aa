"""S10: what an upgrade that failed on SQLite has left behind."""

from __future__ import annotations

from dataclasses import replace

import pytest

from migration_lab.widgets.advice_state import WHERE_SQL, advice_state
from migration_lab.widgets.advice_text import advice_text
from tests.coach.scenario import Scenario

pytestmark = pytest.mark.entry("S10")
NOT_NULL = (
    "with op.batch_alter_table('talk') as batch_op:\n"
    "    batch_op.alter_column('minutes', existing_type=sa.Integer(), nullable=False)"
)
FILLED = "    op.execute('UPDATE talk SET minutes = 0 WHERE minutes IS NULL')\n    with op."


def test_the_copy_of_a_batch_that_failed_is_named_and_dropping_it_mends_that(sqlite: Scenario) -> None:
    sqlite.change("models.py", "minutes: Mapped[int | None]", "minutes: Mapped[int]")
    script = sqlite.revision(NOT_NULL)
    sqlite.fails("db upgrade")
    advice = sqlite.advice(sqlite.fails("db upgrade"))
    assert advice.id == "S10"
    assert "The table _alembic_tmp_talk is there already" in advice.what
    assert "batch_op" in advice.source
    sqlite.follow(advice, {script: ("    with op.", FILLED)})
    assert sqlite.sql("SELECT count(*), sum(minutes) FROM talk") == [(8, 195)]
    sqlite.check()


def test_the_first_step_is_an_undo_which_takes_back_all_that_was_left(sqlite: Scenario) -> None:
    sqlite.change("models.py", "minutes: Mapped[int | None]", "minutes: Mapped[int]")
    script = sqlite.revision(f"op.add_column('speaker', sa.Column('bio', sa.String()))\n{NOT_NULL}")
    before = sqlite.sql("SELECT sql FROM sqlite_master")
    sqlite.fails("db upgrade")
    advice = sqlite.advice(sqlite.fails("db upgrade"))
    assert advice.id == "S10"
    assert "lab.undo() takes back all that it has left" in advice.now[0].say
    sqlite.project.undo()
    assert sqlite.sql("SELECT sql FROM sqlite_master") == before
    sqlite.change(script, "    with op.", FILLED)
    sqlite.ok("db upgrade")
    assert sqlite.sql("SELECT count(*), sum(minutes) FROM talk") == [(8, 195)]


def test_the_card_says_once_where_a_statement_is_typed(sqlite: Scenario) -> None:
    sqlite.revision(NOT_NULL)
    sqlite.fails("db upgrade")
    advice = sqlite.advice(sqlite.fails("db upgrade"))
    shown = " ".join(advice_text(advice_state(advice)).split())
    assert shown.count(WHERE_SQL) == 1
    assert shown.index(WHERE_SQL) < shown.index("DROP TABLE _alembic_tmp_talk")
    assert WHERE_SQL not in advice_text(advice_state(replace(advice, now=advice.now[2:])))


def test_the_only_copy_of_the_rows_is_renamed_and_not_dropped(sqlite: Scenario) -> None:
    sqlite.change("models.py", "seats: Mapped[int | None]", "seats: Mapped[int | None]\n    floor: Mapped[int | None]")
    sqlite.ok('db migrate -m "floor"')
    rows = sqlite.sql("SELECT * FROM room ORDER BY id")
    script = sqlite.project.history().revisions[0].path
    upgrade = sqlite.read(script).split("def downgrade")[0]
    sqlite.change(script, upgrade, upgrade.replace("('room'", "('room', recreate='always'"))
    sqlite.sql("ALTER TABLE room RENAME TO _alembic_tmp_room")
    advice = sqlite.advice(sqlite.fails("db upgrade"))
    assert advice.id == "S10"
    assert "The table room is gone" in advice.what
    sqlite.follow(advice)
    assert sqlite.sql("SELECT id, name, seats FROM room ORDER BY id") == rows
    sqlite.check()


@pytest.mark.parametrize(
    ("first", "field", "thing"),
    [
        (
            "op.add_column('speaker', sa.Column('bio', sa.String()))",
            ("    phone: Mapped[str | None]\n", "    phone: Mapped[str | None]\n    bio: Mapped[str | None]\n"),
            "column speaker.bio",
        ),
        (
            "op.create_index('ix_talk_title', 'talk', ['title'])",
            ("title: Mapped[str]", "title: Mapped[str] = mapped_column(index=True)"),
            "index ix_talk_title",
        ),
        (
            "op.create_table('sponsor', sa.Column('id', sa.Integer(), nullable=False), sa.PrimaryKeyConstraint('id'))",
            (
                "class Talk(",
                "class Sponsor(db.Model):\n    id: Mapped[int] = mapped_column(primary_key=True)\n\n\nclass Talk(",
            ),
            "table sponsor",
        ),
    ],
)
def test_what_a_script_had_done_before_it_failed_is_named(
    sqlite: Scenario, first: str, field: tuple[str, str], thing: str
) -> None:
    sqlite.change("models.py", *field)
    script = sqlite.revision(f"{first}\nop.execute('SELECT nonsense')")
    rows = sqlite.sql("SELECT id, name FROM speaker ORDER BY id")
    sqlite.silent(sqlite.fails("db upgrade"), "OperationalError: no such column: nonsense")
    advice = sqlite.advice(sqlite.fails("db upgrade"))
    assert advice.id == "S10"
    assert f"The {thing} is there already" in advice.what
    sqlite.follow(advice, {script: ("    op.execute('SELECT nonsense')\n", "")})
    assert sqlite.sql("SELECT id, name FROM speaker ORDER BY id") == rows
    sqlite.check()


def test_an_error_in_a_script_that_leaves_nothing_is_something_else(sqlite: Scenario) -> None:
    sqlite.revision("op.execute('SELECT nonsense')")
    sqlite.fails("db upgrade")
    sqlite.silent(sqlite.fails("db upgrade"), "OperationalError: no such column: nonsense")


@pytest.mark.parametrize(
    ("upgrade", "thing", "drop"),
    [
        (
            "op.add_column('speaker', sa.Column('bio', sa.String()))",
            "column speaker.bio",
            "ALTER TABLE speaker DROP COLUMN bio",
        ),
        ("op.create_index('ix_bio', 'speaker', ['name'])", "index ix_bio", "DROP INDEX ix_bio"),
        ("op.create_table('tag', sa.Column('id', sa.Integer(), primary_key=True))", "table tag", "DROP TABLE tag"),
    ],
    ids=["column", "index", "table"],
)
def test_what_an_empty_downgrade_has_left_is_not_laid_to_a_failure_alone(
    sqlite: Scenario, upgrade: str, thing: str, drop: str
) -> None:
    script = sqlite.revision(f"{upgrade}\nop.execute('SELECT 1')")
    sqlite.ok("db upgrade")
    sqlite.ok("db downgrade")
    if thing == "table tag":  # or it is offered to stamp the database, since it has all that the script makes
        sqlite.change(script, "op.execute('SELECT 1')", "op.add_column('tag', sa.Column('name', sa.String()))")
    advice = sqlite.advice(sqlite.fails("db upgrade"))
    assert advice.id == "S10"
    assert f"The {thing} is there already" in advice.what
    assert "The downgrade() of that script does nothing. So if flask db downgrade went back over it" in advice.why
    assert drop in [do.sql for do in advice.now]
    sqlite.follow(advice)


def test_a_downgrade_that_does_something_is_not_blamed(sqlite: Scenario) -> None:
    sqlite.revision("op.add_column('speaker', sa.Column('bio', sa.String()))", "op.drop_column('speaker', 'bio')")
    sqlite.sql("ALTER TABLE speaker ADD COLUMN bio VARCHAR")
    assert "downgrade()" not in sqlite.advice(sqlite.fails("db upgrade")).why
