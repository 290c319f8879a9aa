"""The history as text, HTML and state."""

from __future__ import annotations

import json

from migration_lab.project import Revision, RevisionGraph
from migration_lab.widgets import HistoryView
from tests.widgets.examples import HOSTILE

LINE = RevisionGraph(
    (
        Revision("9b1c", "add bio", ("3f2a",), is_head=True, is_pending=True),
        Revision("3f2a", "create speaker", is_base=True, is_current=True),
    ),
    heads=("9b1c",),
    bases=("3f2a",),
    current=("3f2a",),
    pending=("9b1c",),
)
BRANCHES = RevisionGraph(
    (
        Revision("d4", "merge", ("b2", "c3"), is_head=True, is_pending=True),
        Revision("c3", "add rooms", ("a1",), labels=("rooms",), is_pending=True),
        Revision("b2", "add bio", ("a1",), is_current=True),
        Revision("a1", "create speaker", is_base=True),
    ),
    heads=("d4",),
    bases=("a1",),
    current=("b2",),
    pending=("c3", "d4"),
)


def test_a_straight_history_is_a_list_with_the_newest_on_top():
    assert (
        str(HistoryView(LINE))
        == """2 revisions; the database is at 3f2a; 1 pending

  o  9b1c  add bio         (head, pending)
  *  3f2a  create speaker  (database here)"""
    )


def test_branches_and_merges_are_drawn():
    assert (
        str(HistoryView(BRANCHES))
        == """4 revisions; the database is at b2; 2 pending

  o    d4  merge           (head, pending, merge)
  ├─╮
  │ o  c3  add rooms       (pending, label rooms)
  * │  b2  add bio         (database here)
  ├─╯
  *    a1  create speaker"""
    )


def test_no_revisions_are_said_to_be_none():
    assert str(HistoryView(RevisionGraph())) == "There are no revisions yet."
    assert HistoryView(RevisionGraph()).state()["entries"] == []


def test_each_revision_knows_what_takes_the_database_there():
    entries = {entry.id: entry.command for entry in HistoryView(BRANCHES).entries}
    assert entries == {
        "d4": "flask db upgrade d4",
        "c3": "flask db upgrade c3",
        "b2": None,
        "a1": "flask db downgrade a1",
    }


def test_what_stands_beside_a_revision_is_explained():
    tags = {tag: about for entry in HistoryView(BRANCHES).state()["entries"] for tag, about in entry["tags"]}
    assert tags == {
        "head": "the newest script of its branch",
        "pending": "this database has not run it yet",
        "merge": "brings branches together",
        "label rooms": "a name for its branch, which flask db upgrade takes too",
        "database here": "the database is at this revision",
    }


def test_several_heads_are_counted():
    two = RevisionGraph((Revision("a", is_head=True), Revision("b", is_head=True)), heads=("a", "b"))
    assert str(HistoryView(two)).startswith("2 revisions; the database has run none of them; 2 heads")


def test_what_is_wrong_is_said_and_nothing_is_offered():
    broken = RevisionGraph((Revision("a", problem="a.py: invalid syntax"),), problem="a.py cannot be read.")
    assert "  !  a" in str(HistoryView(broken))
    assert "a: a.py: invalid syntax" in str(HistoryView(broken))
    assert "<pre><code>a.py cannot be read.</code></pre>" in HistoryView(broken).html()
    assert HistoryView(broken).entries[0].command is None


def test_the_html_says_in_words_what_comes_after_what_where_it_branches():
    assert '<th scope="col" style="text-align: left">comes after</th>' in HistoryView(BRANCHES).html()
    assert "<code>b2, c3</code>" in HistoryView(BRANCHES).html()
    assert "comes after" not in HistoryView(LINE).html()


def test_hostile_names_stay_text():
    one = Revision(HOSTILE, HOSTILE, labels=(HOSTILE,), path=HOSTILE, problem=HOSTILE)
    view = HistoryView(RevisionGraph((one,), current=(HOSTILE,), problem=HOSTILE))
    assert "<script" not in view.html()
    assert "\u202e" not in view.html() + str(view) + json.dumps(view.state(), ensure_ascii=False)
