"""S16: a change of a server default is not seen, or is drafted again and again."""

from __future__ import annotations

import pytest

from tests.coach.scenario import Scenario

pytestmark = pytest.mark.entry("S16")
SEATS = "    seats: Mapped[int | None]\n"
ROOMS = "SELECT id, name, seats FROM room ORDER BY id"


def compare_defaults(scenario: Scenario, how: str = "True") -> None:
    scenario.change("app.py", "migrate.init_app(app, db)", f"migrate.init_app(app, db, compare_server_default={how})")


@pytest.mark.parametrize("line", ["db migrate -m seats", "db check"])
def test_an_ignored_default_is_named_and_its_advice_mends_it(scenario: Scenario, line: str) -> None:
    rooms = scenario.sql(ROOMS)
    scenario.change("models.py", SEATS, "    seats: Mapped[int | None] = mapped_column(server_default='50')\n")
    advice = scenario.advice(scenario.ok(line))
    assert advice.id == "S16"
    assert "room.seats has DEFAULT" in advice.what
    assert "no default" in advice.what
    compare_defaults(scenario)
    scenario.follow(advice)
    assert scenario.sql(ROOMS) == rooms
    scenario.check()
    assert not scenario.project.places().not_compared
    scenario.silent(scenario.ok("db check"))


def test_a_draft_that_says_nothing_of_the_default(scenario: Scenario) -> None:
    new = "    seats: Mapped[int | None] = mapped_column(server_default='50')\n    floor: Mapped[int | None]\n"
    rooms = scenario.sql(ROOMS)
    scenario.change("models.py", SEATS, new)
    advice = scenario.advice(scenario.ok("db migrate -m seats"))
    assert (advice.id, advice.now[1].run) == ("S16", "flask db upgrade")
    compare_defaults(scenario)
    scenario.follow(advice)
    assert scenario.sql(ROOMS) == rooms
    scenario.check()
    assert not scenario.project.places().not_compared


def test_a_draft_about_another_table_is_no_occasion(scenario: Scenario) -> None:
    scenario.change("models.py", SEATS, "    seats: Mapped[int | None] = mapped_column(server_default='50')\n")
    scenario.change("models.py", "    title: Mapped[str]\n", "    title: Mapped[str]\n    level: Mapped[str | None]\n")
    scenario.silent(scenario.ok("db migrate -m level"))


def test_a_default_that_is_drafted_again_and_again(scenario: Scenario) -> None:
    text = '"it\'s"' if scenario.dialect == "sqlite" else 'db.text("(abs(random()))")'
    compare_defaults(scenario)
    scenario.change(
        "models.py", SEATS, f"{SEATS}    motto: Mapped[str | None] = mapped_column(server_default={text})\n"
    )
    first = scenario.ok("db migrate -m motto")
    scenario.silent(first)
    scenario.ok("db upgrade")
    rooms = scenario.sql("SELECT * FROM room ORDER BY id")
    step = scenario.ok("db migrate -m again")
    advice = scenario.advice(step)
    (draft,) = step.result.written
    assert advice.id == "S16"
    assert "room.motto" in advice.what
    assert advice.now[0].file == draft
    scenario.path.joinpath(draft).unlink()
    scenario.change("app.py", "compare_server_default=True", "compare_server_default=compare_default")
    scenario.change(
        "app.py",
        "migrate = Migrate()\n",
        "migrate = Migrate()\n\n\ndef compare_default(context, inspected, column, *defaults):\n"
        "    return False if (column.table.name, column.name) == ('room', 'motto') else None\n",
    )
    scenario.follow(advice)
    assert scenario.sql("SELECT * FROM room ORDER BY id") == rooms
    scenario.check()


def test_the_order_of_columns_and_a_default_of_python_are_not_it(scenario: Scenario) -> None:
    scenario.change("models.py", SEATS, "    seats: Mapped[int | None] = mapped_column(default=50)\n")
    scenario.silent(scenario.ok("db migrate -m seats"))
