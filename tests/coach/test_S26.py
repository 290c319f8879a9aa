"""S26: the draft uses a type of your own without importing it."""

from __future__ import annotations

import pytest

from tests.coach.scenario import Scenario

pytestmark = pytest.mark.entry("S26")
MONEY = """\
from sqlalchemy import Integer, TypeDecorator


class Money(TypeDecorator):
    impl = Integer
    cache_ok = True
"""
MINUTES = "    minutes: Mapped[int | None]\n"
TALKS = "SELECT id, title, minutes FROM talk ORDER BY id"


def add_price(scenario: Scenario, file: str) -> str:
    module = file.removesuffix(".py").replace("/", ".")
    scenario.write(file, MONEY)
    scenario.change("models.py", "from sqlalchemy.orm", f"from {module} import Money\nfrom sqlalchemy.orm")
    scenario.change("models.py", MINUTES, f"{MINUTES}    price: Mapped[int | None] = mapped_column(Money)\n")
    (script,) = scenario.ok("db migrate -m price").result.written
    return script


@pytest.mark.parametrize("file", ["money.py", "shop/kinds.py"])
def test_the_problem_is_named_and_its_advice_mends_it(scenario: Scenario, file: str) -> None:
    talks = scenario.sql(TALKS)
    script = add_price(scenario, file)
    advice = scenario.advice(scenario.fails("db upgrade"))
    assert (advice.id, advice.file) == ("S26", script)
    assert "Money" in advice.source
    assert advice.now[0].sure
    scenario.follow(advice)
    assert scenario.sql(TALKS) == talks
    scenario.check()
    scenario.ok("db downgrade")


def test_the_type_of_another_package(sqlite: Scenario) -> None:
    script = sqlite.revision(
        "with op.batch_alter_table('talk') as batch_op:\n    batch_op.add_column(sa.Column('at', decimal.Money()))"
    )
    advice = sqlite.advice(sqlite.fails("db upgrade"))
    assert "import decimal" in advice.now[0].say
    assert not advice.now[0].sure
    assert advice.now[0].file == script


@pytest.mark.parametrize(
    "body", ["op.execute(statement)", "op.execute(text.lower())", "op.drop_column('talk', no_such_name)"]
)
def test_another_name_that_is_not_defined_is_not_it(sqlite: Scenario, body: str) -> None:
    sqlite.revision(body)
    sqlite.silent(sqlite.fails("db upgrade"), "NameError")
