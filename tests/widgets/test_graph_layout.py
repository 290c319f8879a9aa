"""The picture of the revisions, held to what makes such a picture readable."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from migration_lab.widgets.graph_layout import Edge, Layout, lay_out


@dataclass(frozen=True)
class Linked:
    id: str
    parents: tuple[str, ...] = ()
    depends_on: tuple[str, ...] = ()


@st.composite
def histories(draw: st.DrawFn) -> list[Linked]:
    """Any history without a circle, in any order, with gaps in it."""
    size = draw(st.integers(0, 40))
    made = []
    for number in range(size):
        earlier = st.lists(st.integers(0, max(0, number - 1)), max_size=3, unique=True)
        near = st.lists(st.integers(max(0, number - 3), max(0, number - 1)), max_size=2, unique=True)
        parents = draw(st.one_of(near, near, earlier)) if number else []
        depends = draw(st.one_of(st.just([]), st.just([]), earlier)) if number else []
        names = tuple(str(parent) for parent in parents)
        if draw(st.integers(0, 30)) == 0:
            names += ("nowhere",)
        made.append(Linked(str(number), names, tuple(str(one) for one in depends)))
    return draw(st.permutations(made))


def between(edge: Edge) -> list[tuple[int, int]]:
    """Every spot that the line passes, row by row, its ends included."""
    spots = [edge.points[0]]
    for (row, lane), (to_row, to_lane) in zip(edge.points, edge.points[1:], strict=False):
        assert to_row > row
        assert to_lane == lane or to_row == row + 1, "only a step of one row goes aslant"
        spots += [(below, to_lane) for below in range(row + 1, to_row + 1)]
    return spots


def spots(layout: Layout) -> dict[str, tuple[int, int]]:
    return {id: (row, lane) for row, (id, lane) in enumerate(zip(layout.order, layout.lanes, strict=True))}


@given(histories())
def test_each_revision_has_a_row_of_its_own(history):
    layout = lay_out(history)
    assert sorted(layout.order) == sorted(one.id for one in history)
    assert all(0 <= lane < layout.width for lane in layout.lanes)


@given(histories())
def test_what_comes_before_a_revision_is_below_it(history):
    place = spots(lay_out(history))
    for one in history:
        for earlier in (*one.parents, *one.depends_on):
            assert earlier not in place or place[earlier][0] > place[one.id][0]


@given(histories())
def test_there_is_one_line_for_each_link_and_it_joins_the_two(history):
    layout = lay_out(history)
    place = spots(layout)
    wanted = {(one.id, other) for one in history for other in (*one.parents, *one.depends_on) if other in place}
    assert sorted((edge.child, edge.parent) for edge in layout.edges) == sorted(wanted)
    for edge in layout.edges:
        assert edge.points[0] == place[edge.child]
        assert edge.points[-1] == place[edge.parent]


@given(histories())
def test_no_line_passes_through_a_revision(history):
    layout = lay_out(history)
    taken = set(spots(layout).values())
    for edge in layout.edges:
        assert not taken.intersection(between(edge)[1:-1])


@given(histories())
def test_lines_share_a_spot_only_on_their_way_to_the_same_revision(history):
    goes_to = {}
    for edge in lay_out(history).edges:
        for spot in between(edge)[1:-1]:
            assert goes_to.setdefault(spot, edge.parent) == edge.parent


@given(histories())
def test_the_same_history_gives_the_same_picture(history):
    assert lay_out(history) == lay_out(tuple(history))


def test_a_straight_history_is_one_straight_line():
    layout = lay_out([Linked("c", ("b",)), Linked("b", ("a",)), Linked("a")])
    assert (layout.order, layout.lanes, layout.width) == (("c", "b", "a"), (0, 0, 0), 1)
    assert layout.edges[0] == Edge("c", "b", "parent", ((0, 0), (1, 0)))


def test_a_merge_opens_a_lane_and_a_fork_closes_it():
    layout = lay_out(
        [Linked("merge", ("ours", "theirs")), Linked("ours", ("base",)), Linked("theirs", ("base",)), Linked("base")]
    )
    assert spots(layout) == {"merge": (0, 0), "theirs": (1, 1), "ours": (2, 0), "base": (3, 0)}
    assert layout.width == 2


def test_a_dependency_is_told_from_a_parent():
    layout = lay_out([Linked("b", ("a",), ("x",)), Linked("a"), Linked("x")])
    assert {edge.parent: edge.kind for edge in layout.edges} == {"a": "parent", "x": "depends"}


def test_a_circle_is_drawn_without_the_line_that_would_go_up():
    layout = lay_out([Linked("a", ("b",)), Linked("b", ("a",)), Linked("self", ("self",))])
    assert sorted(layout.order) == ["a", "b", "self"]
    assert [(edge.child, edge.parent) for edge in layout.edges] == [("a", "b")]


def test_a_hundred_branches_leave_and_come_back_in_few_lanes():
    history = [Linked("0")]
    for number in range(1, 100):
        history += [
            Linked(f"l{number}", (history[-1].id,)),
            Linked(f"r{number}", (history[-1].id,)),
            Linked(str(number), (f"l{number}", f"r{number}")),
        ]
    assert lay_out(reversed(history)).width == 2
