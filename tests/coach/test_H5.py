"""H5: a script edited after it ran."""

from __future__ import annotations

import json

import pytest

from migration_lab.values.script_print import print_of
from tests.coach.scenario import Scenario

pytestmark = pytest.mark.entry("H5")
ADD = "with op.batch_alter_table('room') as batch_op:\n    batch_op.add_column(sa.Column('floor', sa.Integer()))"
DROP = "with op.batch_alter_table('room') as batch_op:\n    batch_op.drop_column('floor')"
FLOOR = "    seats: Mapped[int | None]\n"


@pytest.fixture
def ran(scenario: Scenario) -> tuple[Scenario, str]:
    """A script that the lab has run: it adds a column."""
    scenario.change("models.py", FLOOR, f"{FLOOR}    floor: Mapped[int | None]\n")
    script = scenario.revision(ADD, DROP)
    scenario.ok("db upgrade")
    return scenario, script


def waiting(scenario: Scenario) -> None:
    """Write another script that waits, so that there is something to upgrade."""
    scenario.revision('op.execute("UPDATE room SET seats = 1 WHERE seats IS NULL")', message="fill")


def test_an_edited_upgrade_is_told_before_the_next_one_and_bringing_it_back_mends_it(
    ran: tuple[Scenario, str],
) -> None:
    scenario, script = ran
    before = scenario.read(script)
    scenario.change(script, "'floor', sa.Integer()", "'floor', sa.Integer(), server_default='1'")
    waiting(scenario)
    advice = scenario.warned("H5")
    assert f"upgrade() of {script} has been edited" in advice.what
    assert (advice.file, advice.source) == (script, "def upgrade():")
    scenario.write(script, before)
    assert not [one for one in scenario.warnings() if one.id == "H5"]
    scenario.ok("db upgrade")
    scenario.check()


def test_comments_and_formatting_are_not_an_edit(ran: tuple[Scenario, str]) -> None:
    scenario, script = ran
    text = scenario.read(script).replace("'floor'", '"floor"').replace("def upgrade():", "def upgrade():  # mine\n")
    scenario.write(script, f"# a comment\n{text}\n")
    waiting(scenario)
    assert not [one for one in scenario.warnings() if one.id == "H5"]
    assert scenario.project.edited_scripts() == ()


def test_an_edited_downgrade_is_told_when_it_is_about_to_run(ran: tuple[Scenario, str]) -> None:
    scenario, script = ran
    scenario.change(script, "batch_op.drop_column('floor')", "batch_op.drop_column('floor'); print('back')")
    (edited,) = scenario.project.edited_scripts()
    assert (edited.part, edited.matters) == ("downgrade", False)
    assert scenario.project.places().in_step
    assert "edited" not in scenario.project.places().sentence
    advice = scenario.warned("H5", "downgrade", "-1")
    assert f"downgrade() of {script} has been edited" in advice.what
    assert "has to fit what the old one did" in advice.what
    waiting(scenario)
    assert not [one for one in scenario.warnings() if one.id == "H5"]


def test_the_standing_says_it_too(ran: tuple[Scenario, str]) -> None:
    scenario, script = ran
    before = scenario.read(script)
    scenario.change(script, "'floor', sa.Integer()", "'level', sa.Integer()")
    places = scenario.project.places()
    assert places.state == "drift"
    assert f"upgrade() of {script} has been edited since the lab ran it here" in places.sentence
    scenario.write(script, before.replace("def upgrade():", "def upgrade():\n    op.execute('SELECT 1')"))
    places = scenario.project.places()
    assert places.in_step
    assert f"But upgrade() of {script} has been edited since the lab ran it here" in places.sentence
    scenario.write(script, before)
    assert "edited" not in scenario.project.places().sentence


def test_an_upgrade_that_ran_nothing_is_explained_and_its_advice_mends_it(ran: tuple[Scenario, str]) -> None:
    scenario, script = ran
    scenario.silent(scenario.ok("db upgrade"))
    before = scenario.read(script)
    scenario.change(script, "'floor', sa.Integer()", "'floor', sa.Integer(), server_default='1'")
    advice = scenario.advice(scenario.ok("db upgrade"))
    assert advice.id == "H5"
    assert f"Nothing ran: upgrade() of {script} has been edited" in advice.what
    rows = scenario.sql("SELECT id, name FROM room ORDER BY id")
    scenario.write(script, before)  # as git restore does
    scenario.follow(advice)
    scenario.silent(scenario.ok("db upgrade"))
    assert scenario.sql("SELECT id, name FROM room ORDER BY id") == rows
    scenario.check()


def test_a_stamp_is_not_a_run(scenario: Scenario) -> None:
    script = scenario.revision("pass")
    scenario.ok("db stamp head")
    scenario.change(script, "def upgrade():\n    pass", "def upgrade():\n    print('more')")
    assert scenario.project.edited_scripts() == ()


def test_an_upgrade_that_is_only_printed_is_not_a_run(ran: tuple[Scenario, str]) -> None:
    scenario, script = ran
    scenario.change(script, "'floor', sa.Integer()", "'level', sa.Integer()")
    scenario.run("db upgrade --sql")
    assert len(scenario.project.edited_scripts()) == 1


def test_a_script_that_failed_may_be_edited(scenario: Scenario) -> None:
    script = scenario.revision("op.execute('SELECT nothing FROM nowhere')")
    scenario.fails("db upgrade")
    scenario.change(script, "SELECT nothing FROM nowhere", "SELECT 1")
    assert scenario.project.edited_scripts() == ()
    scenario.ok("db upgrade")
    assert scenario.project.edited_scripts() == ()


def test_after_a_downgrade_the_script_may_be_edited_and_runs_anew(ran: tuple[Scenario, str]) -> None:
    scenario, script = ran
    scenario.ok("db downgrade")
    scenario.change(script, "'floor', sa.Integer()", "'floor', sa.Integer(), nullable=True")
    assert scenario.project.edited_scripts() == ()
    scenario.ok("db upgrade")
    assert scenario.project.edited_scripts() == ()


def test_a_database_that_was_run_elsewhere_has_no_digests(ran: tuple[Scenario, str]) -> None:
    scenario, script = ran
    (scenario.path / ".lab" / "ran.json").unlink()
    scenario.change(script, "'floor', sa.Integer()", "'level', sa.Integer()")
    assert scenario.project.edited_scripts() == ()


def test_another_file_in_the_place_of_the_database_has_no_digests(sqlite: Scenario) -> None:
    script = sqlite.revision("op.execute('SELECT 1')")
    sqlite.ok("db upgrade")
    sqlite.change(script, "SELECT 1", "SELECT 2")
    assert len(sqlite.project.edited_scripts()) == 1
    database = sqlite.path / "instance" / "conference.db"
    other = database.with_name("other")
    other.write_bytes(database.read_bytes())
    other.replace(database)
    assert sqlite.project.edited_scripts() == ()


DAMAGES = {
    "no JSON": "{",
    "no text": b"\xff\xfe",
    "nested": "[" * 100_000,
    "a list": "[1]",
    "no digests": {"digests": 5, "stat": None},
    "no note": 5,
    "half a note": {"digests": ["a", "b", "c"]},
    "other digests": {"digests": ["a", "b"], "stat": [1, 2]},
    "other values": {"digests": ["a", "b", 3], "stat": [1, "2"]},
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_damaged_notes_are_none_and_that_is_said_once(sqlite: Scenario, damage: object) -> None:
    script = sqlite.revision("op.execute('SELECT 1')")
    sqlite.ok("db upgrade")
    notes = sqlite.path / ".lab" / "ran.json"
    kept = json.loads(notes.read_text(encoding="utf-8"))
    assert kept
    if isinstance(damage, bytes):
        notes.write_bytes(damage)
    elif isinstance(damage, str):
        notes.write_text(damage, encoding="utf-8")
    else:
        broken = {name: dict.fromkeys(digests, damage) for name, digests in kept.items()}
        notes.write_text(json.dumps(broken), encoding="utf-8")
    sqlite.change(script, "SELECT 1", "SELECT 2")
    assert sqlite.project.edited_scripts() == ()
    assert sqlite.project.places().in_step
    assert sqlite.warnings() == []
    (said,) = sqlite.ok("db current").unread
    assert said.startswith(".lab/ran.json, where the lab notes which scripts have run, could not be read. ")
    assert sqlite.ok("db downgrade").unread == sqlite.ok("db upgrade").unread == ()
    sqlite.change(script, "SELECT 2", "SELECT 3")
    assert len(sqlite.project.edited_scripts()) == 1


def test_notes_that_can_neither_be_read_nor_written_are_told_once_too(sqlite: Scenario) -> None:
    sqlite.revision("op.execute('SELECT 1')")
    notes = sqlite.path / ".lab" / "ran.json"
    notes.unlink(missing_ok=True)
    notes.mkdir(parents=True)
    assert [len(sqlite.ok(f"db {line}").unread) for line in ("upgrade", "downgrade")] == [1, 0]


SCRIPT = '''"""text"""
import sqlalchemy as sa

down_revision = "a"
TABLE = sa.table("room")


def upgrade():
    """Say it."""
    print(1)


def downgrade():
    print(2)
'''


@pytest.mark.parametrize(
    ("old", "new", "part"),
    [
        ('"""text"""', '"""other"""', None),
        ('down_revision = "a"', 'down_revision = ("a", "b")', None),
        ("import sqlalchemy as sa", "import sqlalchemy as sa\nimport os", None),
        ('"""Say it."""', '"""Say something else."""', None),
        ("print(1)", "print( 1 )  # one", None),
        ("print(1)", "print(3)", "upgrade"),
        ("print(2)", "print(3)", "downgrade"),
        ('"room"', '"talk"', "shared"),
    ],
)
def test_what_counts_as_an_edit(old: str, new: str, part: str | None) -> None:
    then, now = print_of(SCRIPT), print_of(SCRIPT.replace(old, new))
    assert then is not None
    assert now is not None
    assert then.changed(now) == part


def test_what_is_no_python_is_not_compared() -> None:
    assert print_of("def upgrade(:") is None


def test_what_is_nested_too_deep_is_not_compared() -> None:
    assert print_of(f"x = {' + '.join(['1'] * 1000)}") is None
