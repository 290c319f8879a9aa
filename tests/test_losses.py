"""What the database would lose on its way to a revision."""

from __future__ import annotations

import pytest

from migration_lab.kernel.losses import Losses, losses
from migration_lab.project import Revision, RevisionGraph
from migration_lab.schema import Column, Schema, Table
from tests.widgets.examples import BIO, SPEAKER, TALK, VERSIONS, schema, with_columns

LINE = RevisionGraph(
    (Revision("c3", "talk", ("b2",)), Revision("b2", "bio", ("a1",)), Revision("a1", "speaker")), current=("c3",)
)
AT = {
    "a1": schema(SPEAKER),
    "b2": schema(with_columns(SPEAKER, BIO)),
    "c3": schema(with_columns(SPEAKER, BIO), TALK),
}
LIVE = Schema("sqlite", (*AT["c3"].tables, VERSIONS))


def test_tables_and_columns_that_are_not_there_yet_are_lost_on_the_way_back():
    lost = losses(LIVE, LINE, "a1", AT.__getitem__)
    assert lost == Losses(("talk",), ("speaker.bio",))
    assert lost.sentence(can_undo=True) == (
        "Going there drops table talk, and column speaker.bio, and everything in them. Undo brings them back."
    )


def test_before_the_first_revision_there_is_nothing():
    lost = losses(LIVE, LINE, "", AT.__getitem__)
    assert lost.sentence(can_undo=False) == "Going there drops tables speaker and talk, and everything in them."


def test_one_thing_is_spoken_of_as_one():
    lost = losses(LIVE, LINE, "b2", AT.__getitem__)
    assert lost.sentence(can_undo=True) == "Going there drops table talk, and everything in it. Undo brings it back."


def test_where_nothing_is_lost_nothing_is_said():
    assert losses(LIVE, LINE, "c3", AT.__getitem__).sentence(can_undo=True) == ""


def test_a_column_that_may_be_renamed_is_no_loss():
    full_name = Column("full_name", "VARCHAR(80)")
    after = {"a1": schema(SPEAKER), "b2": schema(with_columns(SPEAKER, full_name, without=["name"]))}
    graph = RevisionGraph((Revision("b2", "rename", ("a1",)), Revision("a1", "speaker")), current=("b2",))
    assert losses(after["b2"], graph, "a1", after.__getitem__) == Losses()


def test_what_no_script_made_is_not_lost():
    live = Schema("sqlite", (*LIVE.tables, Table("odd", (BIO,))))
    assert "odd" not in losses(live, LINE, "", AT.__getitem__).tables


def test_what_another_branch_made_stays():
    graph = RevisionGraph(
        (Revision("c3", "talk", ("a1",)), Revision("b2", "bio", ("a1",)), Revision("a1", "speaker")), current=("c3",)
    )
    at = {"a1": schema(SPEAKER), "b2": schema(with_columns(SPEAKER, BIO)), "c3": schema(SPEAKER, TALK)}
    assert losses(at["c3"], graph, "b2", at.__getitem__) == Losses()
    assert losses(at["c3"], graph, "a1", at.__getitem__) == Losses(("talk",))


@pytest.mark.parametrize("current", [(), ("c3",)])
def test_a_hostile_name_stays_on_its_line(current):
    table = Table("a\nb", (BIO,))
    lost = losses(schema(table), RevisionGraph((Revision("c3"),), current=current), "", lambda id: schema(table))
    assert "\n" not in lost.sentence(can_undo=True)
