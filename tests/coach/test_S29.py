"""S29: tables that refer to each other."""

from __future__ import annotations

import pytest

from tests.coach.scenario import Scenario

pytestmark = [pytest.mark.entry("S29"), pytest.mark.postgres]
MODELS = """

class Team(db.Model):
    id: Mapped[int] = mapped_column(primary_key=True)
    lead_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))


class Member(db.Model):
    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"))
"""
INLINE = "    sa.ForeignKeyConstraint(['team_id'], ['team.id'], name=op.f('fk_member_team_id_team')),\n"
END = "    # ### end Alembic commands ###\n\n\ndef downgrade"


def draft(scenario: Scenario, models: str) -> str:
    scenario.write("models.py", scenario.read("models.py") + models)
    (script,) = scenario.ok('db migrate -m "teams"').result.written
    return script


def test_the_problem_is_named_and_its_advice_mends_it(postgresql: Scenario) -> None:
    script = draft(postgresql, MODELS)
    advice = postgresql.advice(postgresql.fails("db upgrade"))
    assert (advice.id, advice.file) == ("S29", script)
    assert "member has a foreign key to team" in advice.what
    statement = 'op.create_foreign_key("fk_member_team_id_team", "member", "team", [\'team_id\'], [\'id\'])'
    assert statement in advice.now[0].say
    postgresql.change(script, INLINE, "")
    postgresql.follow(advice, {script: (END, f"    {statement}\n{END}")})
    assert postgresql.sql("SELECT count(*) FROM talk") == [(8,)]
    postgresql.check()


def test_a_key_that_is_silently_left_out(postgresql: Scenario) -> None:
    draft(postgresql, MODELS.replace('"member.id"', '"member.id", use_alter=True'))
    advice = postgresql.advice(postgresql.ok("db upgrade"))
    assert advice.id == "S29"
    assert "team was made without its foreign key fk_team_lead_id_member to member" in advice.what
    postgresql.follow(advice)
    postgresql.check()


def test_a_key_to_a_table_that_nobody_makes_is_not_it(postgresql: Scenario) -> None:
    table = "op.create_table('prize', sa.Column('id', sa.Integer(), sa.ForeignKey('prices.id')))"
    postgresql.revision(table)
    postgresql.silent(postgresql.fails("db upgrade"), "UndefinedTable")


def test_tables_that_only_one_refers_to_the_other_are_not_it(postgresql: Scenario) -> None:
    draft(postgresql, MODELS.replace(' = mapped_column(ForeignKey("member.id"))', ""))
    postgresql.silent(postgresql.ok("db upgrade"))
