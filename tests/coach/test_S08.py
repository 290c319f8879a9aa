"""S08: constraints without a name."""

from __future__ import annotations

import pytest

from tests.coach.scenario import Scenario

pytestmark = pytest.mark.entry("S08")
BADGE = """

class Badge(db.Model):
    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    room_id: Mapped[int | None] = mapped_column(ForeignKey("room.id"))
"""
ROWS = [(1, "A", 1), (2, "B", None)]


def nameless(scenario: Scenario, badge: str = BADGE) -> None:
    """Take the naming convention out, and make a table whose constraints have no name."""
    models = scenario.read("models.py")
    begin, end = models.index("    metadata = MetaData("), models.index("db = SQLAlchemy")
    scenario.write("models.py", f"{models[:begin]}    pass\n\n\n{models[end:]}{badge}")
    scenario.ok('db migrate -m "badge"')
    scenario.ok("db upgrade")
    scenario.sql("INSERT INTO badge VALUES (1, 'A', 1), (2, 'B', NULL)")


def kept(scenario: Scenario) -> bool:
    return scenario.sql("SELECT id, code, room_id FROM badge ORDER BY id") == ROWS


def without_key(scenario: Scenario) -> None:
    models = scenario.read("models.py")
    scenario.write("models.py", models.removesuffix(' = mapped_column(ForeignKey("room.id"))\n') + "\n")


def test_a_foreign_key_without_a_name_gets_one_in_the_batch(sqlite: Scenario) -> None:
    nameless(sqlite)
    without_key(sqlite)
    (script,) = sqlite.ok('db migrate -m "free"').result.written
    advice = sqlite.advice(sqlite.fails("db upgrade"))
    assert (advice.id, advice.file) == ("S08", script)
    assert "drop_constraint(None" in advice.source
    sqlite.follow(advice)
    assert "'fk_badge_room_id_room'" in sqlite.read(script)
    assert kept(sqlite)
    sqlite.check()


@pytest.mark.postgres
@pytest.mark.parametrize("batch", [True, False])
def test_the_name_that_the_database_has_is_found(postgresql: Scenario, batch: bool) -> None:
    nameless(postgresql)
    without_key(postgresql)
    script = postgresql.revision(
        "with op.batch_alter_table('badge') as batch_op:\n    batch_op.drop_constraint(None, type_='foreignkey')"
        if batch
        else "op.drop_constraint(None, 'badge', type_='foreignkey')"
    )
    advice = postgresql.advice(postgresql.fails("db upgrade"))
    assert (advice.id, advice.file) == ("S08", script)
    assert "badge_room_id_fkey" in advice.why
    postgresql.follow(advice)
    assert kept(postgresql)
    postgresql.check()


def test_with_a_naming_convention_none_is_no_name_either(scenario: Scenario) -> None:
    script = scenario.revision(
        "with op.batch_alter_table('talk') as batch_op:\n    batch_op.drop_constraint(None, type_='foreignkey')"
    )
    advice = scenario.advice(scenario.fails("db upgrade"))
    assert advice.id == "S08"
    assert "fk_talk_room_id_room and fk_talk_speaker_id_speaker" in advice.now[0].say
    scenario.change("models.py", ' = mapped_column(ForeignKey("room.id"))', "")
    scenario.follow(advice, {script: ("(None,", "('fk_talk_room_id_room',")})
    assert scenario.sql("SELECT count(*) FROM talk") == [(8,)]
    scenario.check()


def test_a_new_constraint_needs_a_name_in_a_batch(sqlite: Scenario) -> None:
    nameless(sqlite)
    script = sqlite.revision(
        "with op.batch_alter_table('badge') as batch_op:\n    batch_op.create_unique_constraint(None, ['room_id'])"
    )
    advice = sqlite.advice(sqlite.fails("db upgrade"))
    assert advice.id == "S08"
    sqlite.follow(advice)
    assert "create_unique_constraint('uq_badge_room_id', " in sqlite.read(script)
    assert kept(sqlite)


def test_a_unique_without_a_name_that_was_taken_out_is_noticed(sqlite: Scenario) -> None:
    nameless(sqlite)
    sqlite.change("models.py", "code: Mapped[str] = mapped_column(unique=True)", "code: Mapped[str]")
    advice = sqlite.advice(sqlite.ok('db migrate -m "codes"'))
    assert advice.id == "S08"
    assert "a UNIQUE on badge (code)" in advice.what
    sqlite.follow(advice)
    script = sqlite.project.history().revisions[0].path
    sqlite.change(
        script,
        "def upgrade():\n    pass",
        "def upgrade():\n"
        "    convention = {'uq': 'uq_%(table_name)s_%(column_0_name)s'}\n"
        "    with op.batch_alter_table('badge', naming_convention=convention) as batch_op:\n"
        "        batch_op.drop_constraint('uq_badge_code', type_='unique')",
    )
    sqlite.ok("db upgrade")
    assert kept(sqlite)
    sqlite.sql("INSERT INTO badge VALUES (3, 'A', NULL)")
    sqlite.check()


def test_a_name_that_is_not_there_is_something_else(scenario: Scenario) -> None:
    scenario.revision(
        "with op.batch_alter_table('talk') as batch_op:\n    batch_op.drop_constraint('fk_no', type_='foreignkey')"
    )
    scenario.silent(scenario.fails("db upgrade"), sqlite="ValueError: No such constraint", postgresql="UndefinedObject")


COLOR = "    color: Mapped[str | None]\n"
NO_KEY = BADGE.replace(" = mapped_column(unique=True)", "")
NAMES = """
convention = {
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
with op.batch_alter_table("badge", recreate="always", naming_convention=convention) as batch_op:
    pass
"""
RENAMED = """
found = [one["name"] for one in sa.inspect(op.get_bind()).get_unique_constraints("badge")]
if "badge_code_key" in found:
    op.execute("ALTER TABLE badge RENAME CONSTRAINT badge_code_key TO uq_badge_code")
"""


def test_a_convention_that_comes_later_is_no_drift(scenario: Scenario) -> None:
    with_names = scenario.read("models.py")
    nameless(scenario, NO_KEY)
    scenario.write("models.py", with_names + NO_KEY + COLOR)
    scenario.ok('db migrate -m "color"')
    scenario.ok("db upgrade")
    places = scenario.project.places()
    assert (places.state, places.rows, places.entry) == ("in step", (), "")
    assert not places.drift
    sqlite = scenario.dialect == "sqlite"
    primary, foreign = ("badge(id)", "badge(room_id)") if sqlite else ("badge_pkey", "badge_room_id_fkey")
    said = f"Only names differ: primary key {primary} and foreign key {foreign} have another name in the database than"
    assert said in places.sentence
    assert 'lab.explain("S08")' in places.sentence
    old = "none" if sqlite else foreign
    change = f"only the name differs: {old} → fk_badge_room_id_room"
    assert [one for one in places.not_compared if "foreign" in one] == [
        f"~ foreign key fk_badge_room_id_room  {change}"
    ]
    scenario.check()
    scenario.sql("ALTER TABLE badge ADD COLUMN odd INTEGER")
    places = scenario.project.places()
    assert (places.state, [change.name for change in places.drift]) == ("drift", ["badge.odd"])


def test_a_unique_that_a_draft_makes_once_more_is_no_drift(sqlite: Scenario) -> None:
    with_names = sqlite.read("models.py")
    nameless(sqlite)
    sqlite.write("models.py", with_names + BADGE)
    (script,) = sqlite.ok('db migrate -m "names"').result.written
    assert "create_unique_constraint" in sqlite.read(script)
    sqlite.ok("db upgrade")
    places = sqlite.project.places()
    assert (places.state, places.rows) == ("in step", ())
    assert "unique key badge(code)" in places.sentence
    assert "by hand" not in places.sentence


def test_a_key_with_another_name_is_one_line(sqlite: Scenario) -> None:
    nameless(sqlite, NO_KEY)
    sqlite.write("models.py", sqlite.read("models.py").replace(NO_KEY, BADGE))
    batch = "with op.batch_alter_table('badge') as batch_op:\n"
    sqlite.revision(f"{batch}    batch_op.create_unique_constraint('uq_badge_code', ['code'])")
    sqlite.ok("db upgrade")
    lines = [one for one in sqlite.project.places().not_compared if "unique key" in one]
    assert lines == ["~ unique key badge(code)  only the name differs: uq_badge_code → none"]


def test_the_page_says_how_to_give_names_to_old_constraints(scenario: Scenario) -> None:
    with_names = scenario.read("models.py")
    nameless(scenario)
    scenario.write("models.py", with_names + BADGE)
    scenario.revision(NAMES if scenario.dialect == "sqlite" else RENAMED)
    scenario.ok("db upgrade")
    assert kept(scenario)
    names = [key.name for key in scenario.project.read().table("badge").unique_keys]
    assert names == ["uq_badge_code"]
    places = scenario.project.places()
    assert (places.state, places.problem) == ("in step", None), "a new database can be made by the scripts too"
    assert ("Only" in places.sentence) == (scenario.dialect == "postgresql")
    scenario.check()
