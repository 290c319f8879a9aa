"""S04: tables that create_all() made."""

from __future__ import annotations

import shutil

import pytest

from migration_lab.project.advising import reading
from migration_lab.widgets import CoachCard
from tests.coach.scenario import Scenario

pytestmark = pytest.mark.entry("S04")
CREATE_ALL = "    with app.app_context():\n        db.create_all()\n"
MODEL = "\n\nclass Sponsor(db.Model):\n    id: Mapped[int] = mapped_column(primary_key=True)\n    name: Mapped[str]\n"
TABLE = (
    "op.create_table('sponsor', sa.Column('id', sa.Integer(), nullable=False), "
    "sa.Column('name', sa.String(), nullable=False), sa.PrimaryKeyConstraint('id'))"
)
TALKS = "SELECT id, title FROM talk ORDER BY id"


def make_behind_its_back(scenario: Scenario) -> None:
    scenario.change("app.py", "    return app", f"{CREATE_ALL}    return app")
    scenario.write("models.py", scenario.read("models.py") + MODEL)


def take_it_out(scenario: Scenario) -> None:
    scenario.change("app.py", CREATE_ALL, "")


def test_an_empty_draft_is_explained_and_the_new_table_is_drafted_in_the_end(scenario: Scenario) -> None:
    make_behind_its_back(scenario)
    rows = scenario.sql(TALKS)
    advice = scenario.advice(scenario.ok('db migrate -m "sponsor"'))
    assert advice.id == "S04"
    assert "The draft is empty: sponsor is in the models" in advice.what
    assert (advice.file, advice.source) == ("app.py", "db.create_all()")
    assert f"app.py, line {advice.line}" in advice.now[0].say
    take_it_out(scenario)
    scenario.follow(advice)
    assert scenario.sql(TALKS) == rows
    scenario.check()


def test_a_password_in_the_line_above_is_hidden_wherever_the_advice_is_shown(sqlite: Scenario) -> None:
    make_behind_its_back(sqlite)
    above = '        SQLALCHEMY_DATABASE_URI = "postgresql://me:s3cret@h/db"\n'
    below = '        app.config["SECRET_KEY"] = "geheim"\n'
    sqlite.change("app.py", "        db.create_all()\n", f"{above}        db.create_all()\n{below}")
    advice = sqlite.advice(sqlite.ok('db migrate -m "sponsor"'))
    card = CoachCard(advice, reading(sqlite.path))
    for shown in (str(card), card.html(), str(card.state())):
        assert "SQLALCHEMY_DATABASE_URI" in shown
        assert "SECRET_KEY" in shown
        assert "s3cret" not in shown
        assert "geheim" not in shown


def test_the_first_draft_of_all_is_empty_for_the_same_reason(scenario: Scenario) -> None:
    shutil.rmtree(scenario.path / "migrations")
    scenario.sql("DROP TABLE alembic_version")
    scenario.change("app.py", "    return app", f"{CREATE_ALL}    return app")
    scenario.ok("db init")
    rows = scenario.sql(TALKS)
    advice = scenario.advice(scenario.ok('db migrate -m "tables"'))
    assert advice.id == "S04"
    assert "room, speaker and talk are in the models" in advice.what
    assert "DROP" not in "".join(do.sql for do in advice.now)
    assert scenario.sql(TALKS) == rows


def test_a_table_with_rows_is_kept_and_stamped(scenario: Scenario) -> None:
    make_behind_its_back(scenario)
    scenario.ok("db current")
    scenario.sql("INSERT INTO sponsor (id, name) VALUES (1, 'Acme')")
    advice = scenario.advice(scenario.ok('db migrate -m "sponsor"'))
    assert advice.id == "S04"
    assert "DROP" not in "".join(do.sql for do in advice.now)
    take_it_out(scenario)
    scenario.follow(advice)
    script = scenario.project.history().revisions[0].path
    text = scenario.read(script)
    text = text.replace("def upgrade():\n    pass", f"def upgrade():\n    {TABLE}")
    scenario.write(script, text.replace("def downgrade():\n    pass", "def downgrade():\n    op.drop_table('sponsor')"))
    assert scenario.sql("SELECT * FROM sponsor") == [(1, "Acme")]
    scenario.check()


def test_a_script_whose_table_is_there_is_stamped(scenario: Scenario) -> None:
    make_behind_its_back(scenario)
    scenario.revision(TABLE, "op.drop_table('sponsor')")
    advice = scenario.advice(scenario.fails("db upgrade"))
    assert advice.id == "S04"
    assert advice.now[-1].run.startswith("flask db stamp")
    assert advice.now[-1].sure
    take_it_out(scenario)
    scenario.follow(advice)
    scenario.check()


@pytest.mark.parametrize("command", ["db upgrade", 'db migrate -m "more"', "db check"])
def test_a_database_that_says_it_has_run_nothing_is_stamped(scenario: Scenario, command: str) -> None:
    scenario.sql("DROP TABLE alembic_version")
    rows = scenario.sql(TALKS)
    advice = scenario.advice(scenario.fails(command))
    assert advice.id == "S04"
    scenario.follow(advice)
    assert scenario.sql(TALKS) == rows
    scenario.check()


def test_a_table_that_is_in_the_way_of_more_is_dropped_if_it_is_empty(scenario: Scenario) -> None:
    make_behind_its_back(scenario)
    scenario.change("models.py", "    title: Mapped[str]\n", "    title: Mapped[str]\n    bio: Mapped[str | None]\n")
    scenario.revision(f"{TABLE}\nop.add_column('talk', sa.Column('bio', sa.String()))", "op.drop_table('sponsor')")
    advice = scenario.advice(scenario.fails("db upgrade"))
    assert advice.id == "S04"
    assert "sponsor is there already" in advice.what
    take_it_out(scenario)
    scenario.follow(advice)
    assert scenario.sql("SELECT count(*) FROM talk") == [(8,)]
    scenario.check()


def test_a_table_that_was_made_earlier_is_dropped_only_as_long_as_it_is_empty(scenario: Scenario) -> None:
    make_behind_its_back(scenario)
    scenario.ok("db current")
    advice = scenario.advice(scenario.ok('db migrate -m "sponsor"'))
    assert [do.sql for do in advice.now if do.sql] == ["DROP TABLE sponsor"]
    assert "the lab has counted the rows" in str(advice.now)
    take_it_out(scenario)
    scenario.follow(advice)
    scenario.check()


def test_a_table_with_rows_that_is_in_the_way_is_not_to_be_dropped(scenario: Scenario) -> None:
    make_behind_its_back(scenario)
    scenario.change("models.py", "    title: Mapped[str]\n", "    title: Mapped[str]\n    bio: Mapped[str | None]\n")
    scenario.revision(f"{TABLE}\nop.add_column('talk', sa.Column('bio', sa.String()))", "op.drop_table('sponsor')")
    scenario.ok("db current")
    scenario.sql("INSERT INTO sponsor (id, name) VALUES (1, 'Acme')")
    advice = scenario.advice(scenario.fails("db upgrade"))
    assert advice.id == "S04"
    assert "Do not drop sponsor as it is" in str(advice.now)
    assert "DROP" not in "".join(do.sql for do in advice.now)
    take_it_out(scenario)
    scenario.follow(advice)
    scenario.sql("DROP TABLE sponsor")
    scenario.ok("db upgrade")
    scenario.sql("INSERT INTO sponsor SELECT * FROM sponsor_old; DROP TABLE sponsor_old")
    assert scenario.sql("SELECT * FROM sponsor") == [(1, "Acme")]
    scenario.check()


def test_an_index_that_is_there_already_is_something_else(scenario: Scenario) -> None:
    scenario.sql("CREATE INDEX ix_talk_title ON talk (title)")
    scenario.revision("op.create_index('ix_talk_title', 'talk', ['title'])")
    step = scenario.fails("db upgrade")
    if scenario.dialect == "postgresql":
        scenario.silent(step, "DuplicateTable")
    else:
        assert scenario.advice(step).id == "S10"


def test_nothing_is_said_of_an_empty_draft_where_all_agree(scenario: Scenario) -> None:
    scenario.silent(scenario.ok('db migrate -m "nothing"'))
