"""S09: rows that a batch takes with it."""

from __future__ import annotations

import shutil

import pytest

from migration_lab.coach import Ran, matches
from migration_lab.project.advising import reading
from tests.coach.scenario import Scenario

pytestmark = pytest.mark.entry("S09")
KEYS_ON = """\
from sqlalchemy import event
from sqlalchemy.engine import Engine


@event.listens_for(Engine, "connect")
def keys_on(connection, record):
    connection.execute("PRAGMA foreign_keys=ON")


"""
TALKS = "SELECT id, title, speaker_id, room_id FROM talk ORDER BY id"


def give_talks(scenario: Scenario, on_delete: str) -> None:
    """Say what is to become of talks whose speaker or room goes, and switch foreign keys on."""
    if on_delete:
        for table in ("speaker", "room"):
            scenario.change(
                "models.py", f'ForeignKey("{table}.id")', f'ForeignKey("{table}.id", ondelete="{on_delete}")'
            )
        lines = ["with op.batch_alter_table('talk') as batch_op:"]
        for table in ("speaker", "room"):
            name = f"fk_talk_{table}_id_{table}"
            lines += [f"    batch_op.drop_constraint('{name}', type_='foreignkey')"]
            lines += [
                f"    batch_op.create_foreign_key('{name}', '{table}', ['{table}_id'], ['id'], ondelete='{on_delete}')"
            ]
        scenario.revision("\n".join(lines))
        scenario.ok("db upgrade")
    scenario.write("app.py", KEYS_ON + scenario.read("app.py"))


def make_room_unique(scenario: Scenario) -> None:
    scenario.change(
        "models.py",
        "    name: Mapped[str]\n    seats",
        "    name: Mapped[str] = mapped_column(unique=True)\n    seats",
    )
    scenario.ok('db migrate -m "one name"')


@pytest.mark.parametrize(
    ("on_delete", "said"),
    [
        ("CASCADE", "6 rows of talk are gone, of 8"),
        ("SET NULL", "talk.room_id is NULL now in 6 rows of 8"),
        ("", "The batch on room was refused, since rows of talk belong to it"),
    ],
)
def test_what_the_batch_takes_with_it_is_named_and_kept_the_next_time(
    sqlite: Scenario, on_delete: str, said: str
) -> None:
    if on_delete == "SET NULL":
        sqlite.change("models.py", "speaker_id: Mapped[int] =", "speaker_id: Mapped[int | None] =")
        sqlite.ok('db migrate -m "free"')
        sqlite.ok("db upgrade")
    give_talks(sqlite, on_delete)
    rows = sqlite.sql(TALKS)
    make_room_unique(sqlite)
    database = sqlite.path / "instance" / "conference.db"
    kept = shutil.copy(database, database.with_name("copy.db"))
    advice = sqlite.advice(sqlite.run("db upgrade"))
    assert advice.id == "S09"
    assert said in advice.what
    assert "batch_op." in advice.source
    if on_delete:
        assert sqlite.sql(TALKS) != rows
        shutil.copy(kept, database)
    sqlite.follow(advice)
    assert 'exec_driver_sql("PRAGMA foreign_keys=OFF")' in sqlite.read("migrations/env.py")
    assert sqlite.sql(TALKS) == rows
    assert sqlite.sql("PRAGMA foreign_key_check") == []
    sqlite.check()


def test_rows_that_the_script_deletes_itself_are_something_else(sqlite: Scenario) -> None:
    give_talks(sqlite, "CASCADE")
    sqlite.revision(
        "op.execute('DELETE FROM talk WHERE minutes IS NULL')\n"
        "op.execute('PRAGMA foreign_keys=OFF')\n"
        "op.execute('UPDATE room SET seats = 10 WHERE seats IS NULL')"
    )
    sqlite.silent(sqlite.ok("db upgrade"))


def test_a_batch_without_foreign_keys_takes_nothing_with_it(sqlite: Scenario) -> None:
    make_room_unique(sqlite)
    sqlite.silent(sqlite.ok("db upgrade"))


def test_it_is_foretold_with_the_rows_that_will_go(sqlite: Scenario) -> None:
    give_talks(sqlite, "CASCADE")
    make_room_unique(sqlite)
    advice = sqlite.warned("S09")
    assert "6 rows of talk will be deleted with it, of 8: this batch makes room anew" in advice.what
    assert advice.source.startswith(("batch_op.create_unique", "with op.batch_alter_table('room'"))


@pytest.mark.parametrize("on_delete", ["SET NULL", ""])
def test_where_no_row_will_go_nothing_is_foretold(sqlite: Scenario, on_delete: str) -> None:
    give_talks(sqlite, on_delete)
    make_room_unique(sqlite)
    assert "S09" not in [one.id for one in sqlite.warnings()]


def test_a_view_over_the_children_does_not_hide_that_they_are_gone(sqlite: Scenario) -> None:
    give_talks(sqlite, "CASCADE")
    sqlite.sql("CREATE TRIGGER kept BEFORE UPDATE OF name ON room BEGIN SELECT RAISE(ABORT, 'no'); END")
    sqlite.revision(
        "op.execute('CREATE VIEW line_up AS SELECT title FROM talk')\nop.execute('DROP VIEW line_up')\n"
        "with op.batch_alter_table('room') as batch_op:\n"
        "    batch_op.alter_column('name', existing_type=sa.String(), type_=sa.String(60))\n"
        "op.execute('CREATE VIEW line_up AS SELECT title FROM talk')"
    )
    step = sqlite.ok("db upgrade")
    first = next(matches(Ran(step, sqlite.project.history(), reading(sqlite.path), sqlite.project.places)))
    assert (first.id, sqlite.sql("SELECT count(*) FROM talk")) == ("S09", [(2,)])
    assert "6 rows of talk are gone, of 8" in first.what
