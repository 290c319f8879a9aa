"""A sentence of which something is not known is not said, and the others are."""

from __future__ import annotations

import pytest

from migration_lab.coach import warning
from migration_lab.coach.entries import Entry
from migration_lab.values.graph import RevisionGraph
from migration_lab.values.tried import Tried


def test_a_warning_that_lacks_a_fact_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    entries = {one.id: one for one in warning.catalogue().values() if one.id in ("A3", "A6")}
    found = {"A3": [warning.Hazard(None)], "A6": [warning.Hazard(None, {"left": ["a table"]})]}

    def detector(entry: Entry) -> warning.Detector:
        return lambda rehearsal: found[entry.id]

    monkeypatch.setattr(warning, "catalogue", lambda: entries)
    monkeypatch.setattr(warning, "detector", detector)
    rehearsal = warning.Rehearsal(Tried(), "upgrade", RevisionGraph(), lambda file: ())
    assert [one.id for one in warning.warn(rehearsal)] == ["A6"]
