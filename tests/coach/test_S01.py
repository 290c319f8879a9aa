"""S01: the app never imports the models."""

from __future__ import annotations

import pytest

from tests.coach.scenario import Scenario

pytestmark = pytest.mark.entry("S01")
SPONSOR = """\
from sqlalchemy.orm import Mapped, mapped_column

from models import db


class Sponsor(db.Model):
    id: Mapped[int] = mapped_column(primary_key=True)
"""


def without_models(scenario: Scenario) -> None:
    """Give ``db`` a file of its own, and let the app import only that."""
    head, models = scenario.read("models.py").split("class Room")
    scenario.write("extensions.py", head)
    scenario.write("models.py", f"{head.split('class Base')[0]}\nfrom extensions import db\n\n\nclass Room{models}")
    scenario.change("app.py", "from models import db", "from extensions import db")


def test_a_model_that_nobody_imports_is_named_and_importing_it_mends_that(scenario: Scenario) -> None:
    scenario.write("sponsor.py", SPONSOR)
    advice = scenario.advice(scenario.ok('db migrate -m "sponsor"'))
    assert (advice.id, advice.file) == ("S01", "sponsor.py")
    assert "does not know sponsor: there is a model in sponsor.py" in advice.what
    assert "Add import sponsor " in advice.now[0].say
    scenario.change("app.py", "\nmigrate = ", "import sponsor\n\nmigrate = ")
    assert scenario.ok('db migrate -m "sponsor"').result.written
    scenario.ok("db upgrade")
    assert scenario.sql("SELECT * FROM sponsor") == []
    scenario.check()


def test_a_draft_that_drops_every_table_is_known_for_what_it_is(scenario: Scenario) -> None:
    without_models(scenario)
    step = scenario.ok('db migrate -m "nothing"')
    advice = scenario.advice(step)
    assert advice.id == "S01"
    assert "would drop room, speaker and talk" in advice.what
    (draft,) = step.result.written
    assert draft in advice.now[0].say
    (scenario.path / draft).unlink()
    scenario.change("app.py", "\nmigrate = ", "import models\n\nmigrate = ")
    scenario.ok('db migrate -m "nothing"')
    assert scenario.sql("SELECT count(*) FROM talk") == [(8,)]
    scenario.check()


def test_nothing_is_said_where_nothing_has_changed(scenario: Scenario) -> None:
    scenario.write("base.py", "from models import db\n\n\nclass Dated(db.Model):\n    __abstract__ = True\n")
    scenario.silent(scenario.ok('db migrate -m "nothing"'))


def test_nothing_is_said_of_a_table_that_is_meant_to_go(scenario: Scenario) -> None:
    models = scenario.read("models.py")
    scenario.write("models.py", models[: models.index("class Talk")])
    scenario.silent(scenario.ok('db migrate -m "no talks"'))


def test_nothing_is_said_of_the_models_of_another_project_in_a_folder(scenario: Scenario) -> None:
    for name in ("models.py", "migrations/env.py"):
        scenario.path.joinpath("desk", name).parent.mkdir(parents=True, exist_ok=True)
        scenario.write(f"desk/{name}", SPONSOR)
    scenario.silent(scenario.ok('db migrate -m "nothing"'))
