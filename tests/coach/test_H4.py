"""H4: a model that is not imported."""

from __future__ import annotations

import pytest

from migration_lab.project.advising import standing_advice
from tests.coach.scenario import MODELS, Scenario

pytestmark = pytest.mark.entry("H4")
ROOM = MODELS[MODELS.index("class Room") : MODELS.index("class Speaker")]
KEY = 'mapped_column(ForeignKey("room.id"))'


def without_room(scenario: Scenario, *, file: str = "rooms.py") -> None:
    """Move the model of ``room`` into a file that nobody imports."""
    scenario.change("models.py", ROOM, "")
    scenario.change("models.py", f" = {KEY}", "")
    if file:
        scenario.write(file, f"from sqlalchemy.orm import Mapped, mapped_column\n\nfrom models import db\n\n\n{ROOM}")


def test_the_file_that_nobody_imports_is_named_before_a_draft_drops_its_table(scenario: Scenario) -> None:
    rows = scenario.sql("SELECT * FROM room ORDER BY id")
    without_room(scenario)
    advice = scenario.standing()
    assert (advice.id, advice.severity) == ("H4", "loses")
    assert "The model for table room is in rooms.py, which the app does not import." in advice.what
    scenario.follow(advice)
    scenario.change("app.py", "from models import db\n", "import rooms  # noqa: F401\nfrom models import db\n")
    scenario.change("models.py", "room_id: Mapped[int | None]", f"room_id: Mapped[int | None] = {KEY}")
    assert standing_advice(scenario.project) == ()
    scenario.check()
    assert scenario.sql("SELECT * FROM room ORDER BY id") == rows


def test_a_model_that_was_deleted_is_another_matter(scenario: Scenario) -> None:
    without_room(scenario, file="")
    (advice,) = standing_advice(scenario.project)
    assert advice.id == "H3"


def test_a_model_without_a_table_of_this_database_is_not_missed(scenario: Scenario) -> None:
    scenario.write("examples.py", f"from models import db\n\n\n{ROOM.replace('Room', 'Hall')}")
    assert standing_advice(scenario.project) == ()
