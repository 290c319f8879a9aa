"""A layout of revisions as characters, a line for each revision and one wherever lines bend. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from migration_lab.widgets.graph_layout import Layout

UP, DOWN, LEFT, RIGHT = 1, 2, 4, 8
CORNERS = {
    0: " ",
    UP: "│",
    DOWN: "│",
    UP | DOWN: "│",
    LEFT: "─",
    RIGHT: "─",
    LEFT | RIGHT: "─",
    UP | LEFT: "╯",
    UP | RIGHT: "╰",
    DOWN | LEFT: "╮",
    DOWN | RIGHT: "╭",
    UP | DOWN | LEFT: "┤",
    UP | DOWN | RIGHT: "├",
    LEFT | RIGHT | UP: "┴",
    LEFT | RIGHT | DOWN: "┬",
    UP | DOWN | LEFT | RIGHT: "┼",
}


def graph_lines(layout: Layout, marks: Sequence[str]) -> Iterator[tuple[str, str | None]]:
    """Lines from top to bottom, each with the id that stands on it; ``None`` for a line of bends alone.

    ``marks`` are the signs of the revisions, in the order of the layout.
    """
    straight, bends = _by_row(layout)
    for row, (id, lane, mark) in enumerate(zip(layout.order, layout.lanes, marks, strict=True)):
        signs = [" "] * layout.width
        for passing in straight[row]:
            signs[passing] = "│"
        signs[lane] = mark
        yield " ".join(signs).rstrip(), id
        if any(start != end for start, end in bends[row]):
            yield _bent(layout.width, bends[row]), None


def _by_row(layout: Layout) -> tuple[list[set[int]], list[set[tuple[int, int]]]]:
    """For each row, the lanes in use, and the steps from it to the row below."""
    lanes: list[set[int]] = [set() for _ in layout.order]
    steps: list[set[tuple[int, int]]] = [set() for _ in layout.order]
    for edge in layout.edges:
        for (row, lane), (to_row, to_lane) in zip(edge.points, edge.points[1:], strict=False):
            steps[row].add((lane, to_lane))
            for below in range(row + 1, to_row):
                steps[below].add((to_lane, to_lane))
            for below in range(row + 1, to_row + 1):
                lanes[below].add(to_lane)
    return lanes, steps


def _bent(width: int, steps: set[tuple[int, int]]) -> str:
    cells = [0] * (2 * width - 1)
    for start, end in steps:
        cells[2 * start] |= UP
        cells[2 * end] |= DOWN
        if start != end:
            left, right = sorted((2 * start, 2 * end))
            cells[left] |= RIGHT
            cells[right] |= LEFT
            for between in range(left + 1, right):
                cells[between] |= LEFT | RIGHT
    return "".join(CORNERS[cell] for cell in cells).rstrip()
