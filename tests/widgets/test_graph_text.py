"""The graph of revisions as characters."""

from __future__ import annotations

from hypothesis import given

from migration_lab.widgets.graph_layout import lay_out
from migration_lab.widgets.graph_text import graph_lines
from tests.widgets.test_graph_layout import Linked, histories


@given(histories())
def test_each_revision_has_its_mark_on_one_line(history):
    layout = lay_out(history)
    lines = list(graph_lines(layout, ["*"] * len(layout.order)))
    assert [id for _, id in lines if id is not None] == list(layout.order)
    for text, id in lines:
        assert text.count("*") == (id is not None)
        assert len(text) <= max(1, 2 * layout.width - 1)


def test_lines_that_leave_and_join_have_corners():
    history = [Linked("c", ("b",)), Linked("b", ("a",), ("x",)), Linked("x", ("a",)), Linked("a")]
    assert [text for text, _ in graph_lines(lay_out(history), "cbxa")] == ["c", "b", "├─╮", "│ x", "├─╯", "a"]
