"""How often the coach looks at the three places to explain a command that has gone well: each look takes a while."""

from __future__ import annotations

import pytest

from migration_lab.project import Project
from migration_lab.project.advising import explain_step
from migration_lab.project.commands.sending import TakesTooLong
from migration_lab.values.places import Places
from tests.coach.scenario import MODELS, Scenario

LEVEL = "    level: Mapped[str | None]\n"
TITLE = "    title: Mapped[str]\n"
PRIZE = (
    "\n\nclass Prize(db.Model):\n    id: Mapped[int] = mapped_column(primary_key=True)\n    name: Mapped[str]\n"
    "    __table_args__ = (db.CheckConstraint('id > 0', name='positive'),)\n"
)
SEED = """

def seed():
    from models import Room
    db.session.add(Room(id=9, name="Barbara"))
    db.session.commit()
"""


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every look that is taken from now on."""
    taken: list[str] = []
    places = Project.places

    def counted(project: Project, *args: object) -> Places:
        taken.append("look")
        return places(project, *args)  # type: ignore[arg-type]

    monkeypatch.setattr(Project, "places", counted)
    return taken


def test_ordinary_commands_need_no_look(scenario: Scenario, looks: list[str]) -> None:
    scenario.write(
        "app.py",
        scenario.read("app.py").replace("    return app\n", "    app.cli.command()(seed)\n    return app\n") + SEED,
    )
    scenario.write("models.py", MODELS.replace(TITLE, TITLE + LEVEL) + PRIZE)
    lines = ["db current", "db history", "db heads", "seed", "db migrate -m more", "db upgrade", "db downgrade"]
    for line in lines:
        assert explain_step(scenario.project, scenario.ok(line)) is None
        assert looks == [], line


def test_a_draft_of_a_column_beside_a_default_and_a_check_needs_no_look(scenario: Scenario, looks: list[str]) -> None:
    fields = (
        "    state: Mapped[str] = mapped_column(server_default='new')\n"
        "    length: Mapped[int] = mapped_column(server_default='30')\n"
        "    __table_args__ = (db.CheckConstraint('minutes > 0', name='positive'),)\n"
    )
    scenario.revision(
        "with op.batch_alter_table('talk') as batch_op:\n"
        "    batch_op.add_column(sa.Column('state', sa.String(), server_default='new', nullable=False))\n"
        "    batch_op.add_column(sa.Column('length', sa.Integer(), server_default='30', nullable=False))\n"
        "    batch_op.create_check_constraint(op.f('ck_talk_positive'), 'minutes > 0')"
    )
    scenario.ok("db upgrade")
    scenario.change("models.py", TITLE, TITLE + fields + LEVEL)
    step = scenario.ok("db migrate -m level")
    assert explain_step(scenario.project, step) is None
    assert looks == []
    assert [one.name for each in step.result.drafted for one in each.added_columns] == ["level"]


@pytest.mark.parametrize("line", ["db check", "db migrate -m nothing"])
def test_where_nothing_is_to_be_drafted_one_look_is_enough(scenario: Scenario, looks: list[str], line: str) -> None:
    assert explain_step(scenario.project, scenario.ok(line)) is None
    assert looks == ["look"]


def test_a_look_that_takes_too_long_is_given_up(sqlite: Scenario, monkeypatch: pytest.MonkeyPatch) -> None:
    def long(_project: Project) -> Places:
        raise TakesTooLong

    step = sqlite.ok("db check")
    monkeypatch.setattr(Project, "places", long)
    assert explain_step(sqlite.project, step) is None
