"""B3: a label or a schema is renamed while an app uses it."""

from __future__ import annotations

import pytest

from tests.coach.many_rows import ids
from tests.coach.scenario import Scenario

pytestmark = [pytest.mark.entry("B3"), pytest.mark.postgres]
RENAME = "op.execute(\"ALTER TYPE level RENAME VALUE 'expert' TO 'advanced'\")"
TYPE = "op.execute(\"CREATE TYPE level AS ENUM ('beginner', 'expert')\")"


def test_a_label_and_a_schema_are_named(postgresql: Scenario) -> None:
    postgresql.revision(f"{TYPE}\nop.execute('CREATE SCHEMA archive')", message="level")
    postgresql.ok("db upgrade")
    file = postgresql.revision(f"{RENAME}\nop.execute('ALTER SCHEMA archive RENAME TO old')")
    label, schema = [one for one in postgresql.warnings() if one.id == "B3"]
    assert label.what.startswith("the label expert of level is called advanced from then on.")
    assert (label.file, label.source) == (file, RENAME)
    assert schema.what.startswith("the schema archive is called old from then on.")


def test_a_type_of_the_same_run_is_known_to_nobody(postgresql: Scenario) -> None:
    postgresql.revision(f"{TYPE}\n{RENAME}")
    assert ids(postgresql) == []
