"""S18: the draft drops tables of somebody else."""

from __future__ import annotations

import pytest

from tests.coach.scenario import Scenario

pytestmark = pytest.mark.entry("S18")
FILTER = """migrate = Migrate()


def include_object(object, name, type_, reflected, compare_to):
    return not (type_ == "table" and name in ("legacy",))
"""


def test_the_problem_is_named_and_its_advice_mends_it(scenario: Scenario) -> None:
    scenario.sql("CREATE TABLE legacy (id INTEGER PRIMARY KEY, note TEXT); INSERT INTO legacy VALUES (1, 'keep')")
    step = scenario.ok("db migrate -m x")
    (draft,) = step.result.written
    advice = scenario.advice(step)
    assert (advice.id, advice.file) == ("S18", draft)
    assert "would drop legacy, with all rows. Neither your models nor your scripts have made what it" in advice.what
    assert "drop_table('legacy')" in advice.source
    assert '("legacy",)' in advice.now[1].say
    scenario.path.joinpath(draft).unlink()
    scenario.change("app.py", "migrate = Migrate()\n", FILTER)
    scenario.change("app.py", "init_app(app, db)", "init_app(app, db, include_object=include_object)")
    scenario.follow(advice)
    assert scenario.sql("SELECT note FROM legacy") == [("keep",)]
    scenario.check()


def test_a_table_of_your_own_that_you_take_out_is_not_it(scenario: Scenario) -> None:
    models = scenario.read("models.py")
    scenario.write("models.py", models[: models.index("\n\nclass Talk")])
    scenario.silent(scenario.ok("db migrate -m 'no talks'"))


def test_a_model_that_is_not_imported_is_not_it(sqlite: Scenario) -> None:
    fields = "    id: Mapped[int] = mapped_column(primary_key=True)\n"
    model = f"from models import Mapped, db, mapped_column\n\n\nclass Legacy(db.Model):\n{fields}"
    sqlite.write("legacy.py", model)
    sqlite.sql("CREATE TABLE legacy (id INTEGER PRIMARY KEY)")
    assert sqlite.advice(sqlite.ok("db migrate -m x")).id == "S01"


def test_what_a_failed_batch_has_left_is_not_somebody_elses(sqlite: Scenario) -> None:
    sqlite.sql("CREATE TABLE _alembic_tmp_talk (id INTEGER PRIMARY KEY)")
    sqlite.silent(sqlite.ok("db migrate -m x"))
