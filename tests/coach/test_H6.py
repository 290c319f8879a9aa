"""H6: a data migration that uses the app's models."""

from __future__ import annotations

import pytest

from tests.coach.scenario import Scenario

pytestmark = pytest.mark.entry("H6")
OWN_CONNECTION = """
from sqlalchemy.orm import Session
from models import Speaker
with Session(op.get_bind()) as session:
    for speaker in session.query(Speaker):
        speaker.name = speaker.name.upper()
    session.commit()
"""
TABLE_OF_THE_MODEL = """
from models import Talk
op.get_bind().execute(Talk.__table__.update().values(minutes=30))
"""
MADE_OF_THE_MODEL = """
from models import Room
Room.__table__.create(op.get_bind(), checkfirst=True)
"""
SESSION = """
from models import Speaker, db
assert db.session.query(Speaker).count() == 5
"""
A_TABLE_OF_ITS_OWN = """
speaker = sa.table("speaker", sa.column("id", sa.Integer), sa.column("name", sa.String))
op.execute(speaker.update().values(name=sa.func.upper(speaker.c.name)))
"""
A_CLASS_OF_ITS_OWN = """
from models import Talk, db
from sqlalchemy.orm import Session, declarative_base
class Speaker(declarative_base()):
    __tablename__ = "speaker"
    id = sa.Column(sa.Integer, primary_key=True)
    name = sa.Column(sa.String)
with Session(op.get_bind()) as session:
    session.get(Speaker, 1).name = "Nia M."
    session.commit()
"""


def test_a_model_that_is_queried_is_named_at_its_line(scenario: Scenario) -> None:
    script = scenario.revision(OWN_CONNECTION)
    advice = scenario.warned("H6")
    assert advice.what.startswith("Revision ")
    assert advice.what.endswith("uses Speaker of the app, as it is in the models today.")
    assert (advice.file, advice.source) == (script, "for speaker in session.query(Speaker):")
    assert advice.severity == "risk"
    assert 'sa.table("speaker"' in advice.now[0].say


def test_the_models_table_counts_as_well(scenario: Scenario) -> None:
    scenario.revision(TABLE_OF_THE_MODEL)
    assert "uses Talk of the app" in scenario.warned("H6").what
    scenario.revision(OWN_CONNECTION, message="more")
    found = [one for one in scenario.warnings() if one.id == "H6"]
    assert len(found) == 2, "one for each revision"


def test_a_session_is_another_connection(scenario: Scenario) -> None:
    script = scenario.revision(SESSION)
    advice = scenario.warned("H6")
    assert "over a connection of its own, as db.session does" in advice.what
    assert "hangs" in advice.why
    assert (advice.file, advice.source) == (script, "assert db.session.query(Speaker).count() == 5")


@pytest.mark.parametrize("upgrade", [A_TABLE_OF_ITS_OWN, A_CLASS_OF_ITS_OWN], ids=["sa.table", "class"])
def test_a_script_with_tables_of_its_own_is_not_warned_of(scenario: Scenario, upgrade: str) -> None:
    scenario.revision(upgrade)
    assert "H6" not in {one.id for one in scenario.warnings()}


def test_the_warning_comes_true_and_its_mend_does_not(scenario: Scenario) -> None:
    """The model gets a column in a later revision: then a new database fails at the script with the model."""
    script = scenario.revision(OWN_CONNECTION)
    scenario.ok("db upgrade")
    scenario.change(
        "models.py", "    phone: Mapped[str | None]\n", "    phone: Mapped[str | None]\n    bio: Mapped[str | None]\n"
    )
    scenario.ok('db migrate -m "bio"')
    scenario.ok("db upgrade")
    assert scenario.project.places().problem is not None
    body = "\n".join(f"    {line}" if line else "" for line in OWN_CONNECTION.strip().splitlines())
    mended = "\n".join(f"    {line}" for line in A_TABLE_OF_ITS_OWN.strip().splitlines())
    scenario.change(script, body, mended)
    assert scenario.project.places().problem is None


def test_a_table_that_is_made_from_the_model_counts(scenario: Scenario) -> None:
    scenario.revision("op.drop_table('talk')\nop.drop_table('room')" + MADE_OF_THE_MODEL, message="rooms")
    assert "uses Room of the app" in scenario.warned("H6").what
