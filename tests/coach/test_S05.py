"""S05: a rename that ran as a drop and an add."""

from __future__ import annotations

import shutil

import pytest

from tests.coach.scenario import Scenario

pytestmark = pytest.mark.entry("S05")
RENAME = """def upgrade():
    with op.batch_alter_table('speaker') as batch_op:
        batch_op.alter_column('phone', new_column_name='mobile')


def downgrade():
    with op.batch_alter_table('speaker') as batch_op:
        batch_op.alter_column('mobile', new_column_name='phone')
"""
PHONES = "SELECT id, phone FROM speaker ORDER BY id"


def bodies(scenario: Scenario, script: str) -> str:
    text = scenario.read(script)
    return text[text.index("def upgrade") :]


def renamed(scenario: Scenario) -> str:
    scenario.change("models.py", "    phone: Mapped", "    mobile: Mapped")
    (script,) = scenario.ok('db migrate -m "mobile"').result.written
    return script


def test_values_that_went_with_a_rename_come_back_from_a_copy_and_the_script_keeps_them(scenario: Scenario) -> None:
    phones = scenario.sql(PHONES)
    script = renamed(scenario)
    kept = scenario.path / "instance" / "copy.db"
    if scenario.dialect == "sqlite":
        shutil.copy(kept.with_name("conference.db"), kept)
    advice = scenario.advice(scenario.ok("db upgrade"))
    assert (advice.id, advice.file) == ("S05", script)
    assert "speaker.phone was dropped, with 5 values, and speaker.mobile" in advice.what
    assert "drop_column('phone')" in advice.source
    if scenario.dialect == "sqlite":
        shutil.copy(kept, kept.with_name("conference.db"))
    else:  # what a restored dump amounts to
        scenario.ok("db downgrade")
        scenario.sql(";".join(f"UPDATE speaker SET phone = '{phone}' WHERE id = {id}" for id, phone in phones))
    scenario.follow(advice, {script: (bodies(scenario, script), RENAME)})
    assert scenario.sql(PHONES.replace("phone", "mobile")) == phones
    scenario.check()


def test_in_the_lab_an_undo_brings_them_back(sqlite: Scenario) -> None:
    phones = sqlite.sql(PHONES)
    script = renamed(sqlite)
    advice = sqlite.advice(sqlite.ok("db upgrade"))
    assert "In the lab, lab.undo() does it. Without the lab, use the copy" in advice.now[0].say, "one step, two ways"
    assert len(advice.now) == 3
    sqlite.project.undo()
    sqlite.follow(advice, {script: (bodies(sqlite, script), RENAME)})
    assert sqlite.sql(PHONES.replace("phone", "mobile")) == phones
    sqlite.check()


def test_a_renamed_table_is_known_too(scenario: Scenario) -> None:
    scenario.ok("db current")
    scenario.sql("CREATE TABLE tag (id INTEGER NOT NULL PRIMARY KEY, name VARCHAR NOT NULL)")
    scenario.sql("INSERT INTO tag VALUES (1, 'sql'), (2, 'python')")
    columns = "sa.Column('id', sa.Integer(), primary_key=True, autoincrement=False), sa.Column('name', sa.String())"
    script = scenario.revision(f"op.create_table('label', {columns})\nop.drop_table('tag')")
    advice = scenario.advice(scenario.ok("db upgrade"))
    assert (advice.id, advice.file) == ("S05", script)
    assert "The table tag was dropped, with 2 rows, and label" in advice.what


def test_everything_that_looks_like_a_rename_in_one_upgrade_is_named_and_mended(sqlite: Scenario) -> None:
    sqlite.ok("db current")
    sqlite.sql("CREATE TABLE tag (id INTEGER NOT NULL PRIMARY KEY, name VARCHAR NOT NULL)")
    sqlite.sql("INSERT INTO tag VALUES (1, 'sql'), (2, 'python')")
    columns = "sa.Column('id', sa.Integer(), primary_key=True, autoincrement=False), sa.Column('name', sa.String())"
    script = sqlite.revision(
        f"op.create_table('label', {columns})\n"
        "op.drop_table('tag')\n"
        "op.add_column('speaker', sa.Column('mobile', sa.String()))\n"
        "op.add_column('room', sa.Column('places', sa.Integer()))\n"
        "op.drop_column('speaker', 'phone')\n"
        "op.drop_column('room', 'seats')"
    )
    phones, seats = sqlite.sql(PHONES), sqlite.sql("SELECT id, seats FROM room")
    advice = sqlite.advice(sqlite.ok("db upgrade"))
    assert (advice.id, advice.file) == ("S05", script)
    for one in (
        "speaker.phone with 5 values (speaker.mobile is",
        "room.seats with 2 values",
        "the table tag with 2 rows",
    ):
        assert one in advice.what
    assert "flask db downgrade makes" in advice.now[0].say
    sqlite.project.undo()
    (lines,) = [do.by for do in advice.now if do.by]
    upgrade = sqlite.read(script).split("def upgrade():\n")[1].split("\n\n\ndef downgrade")[0]
    sqlite.follow(advice, {script: (upgrade, "".join(f"    {line}\n" for line in lines.splitlines()))})
    assert sqlite.sql(PHONES.replace("phone", "mobile")) == phones
    assert sqlite.sql("SELECT id, places FROM room") == seats
    assert sqlite.sql("SELECT name FROM label ORDER BY id") == [("sql",), ("python",)]


def test_a_column_that_goes_while_another_type_comes_is_no_rename(scenario: Scenario) -> None:
    scenario.revision("op.drop_column('speaker', 'phone')\nop.add_column('speaker', sa.Column('age', sa.Integer()))")
    scenario.silent(scenario.ok("db upgrade"))


def test_values_that_a_script_carries_over_are_not_lost(scenario: Scenario) -> None:
    scenario.revision(
        "op.add_column('speaker', sa.Column('mobile', sa.String()))\n"
        "op.execute('UPDATE speaker SET mobile = phone')\n"
        "op.drop_column('speaker', 'phone')"
    )
    scenario.silent(scenario.ok("db upgrade"))
