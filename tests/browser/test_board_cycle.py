"""The board through a whole migrate and upgrade: nothing moves, nothing runs twice, and what goes wrong is told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, expect

from tests.browser.lab import NOTEBOOK, THEMES, Lab, course_server

pytestmark = pytest.mark.browser

COLUMN = (
    "from pathlib import Path\n"
    'models = Path("models.py")\n'
    "models.write_text(models.read_text().replace(\n"
    '    "    phone:", "    {0}: Mapped[str | None] = mapped_column(String(40))\\n    phone:"))'
)
DROP = (
    "models.write_text(models.read_text().replace(\n"
    '    "    phone: Mapped[str | None] = mapped_column(String(20))\\n", ""))'
)
FAIL = (
    'script = next(Path("migrations/versions").glob("*drop_phone*.py"))\n'
    "text = script.read_text()\n"
    'script.write_text(text.replace("def upgrade():\\n", "def upgrade():\\n    op.drop_table(\'nowhere\')\\n"))'
)
CELLS = {
    "open": 'from migration_lab import lab\nlab.open("03")',
    "where": "import os\nprint(os.getcwd())",
    **{name: COLUMN.format(name) for name in ("first", "second", "third")},
    "upgrade": "%flask db upgrade",
    "drop": DROP,
    "fail": FAIL,
    "mend": "script.write_text(text)",
    "check": 'lab.check("03.1")',
    "website": COLUMN.format("website").replace("40", "200"),
}
BOXES = """board => ['.mlab-tabs', ...['run', 'undo', 'redo'].map(act => `[data-act=${act}]`)].map(what => {
    const { x, y, width, height } = board.querySelector(what).getBoundingClientRect();
    return [what, x, y, width, height].map(one => one.toFixed?.(0) ?? one).join(' ');
})"""
RECORD = f"""board => {{
    window.boxes = new Set();
    const look = () => {{
        for (const one of ({BOXES})(board)) window.boxes.add(one);
        requestAnimationFrame(look);
    }};
    look();
}}"""
LISTEN = """() => {
    window.wanted = [];
    window.listen = event => {
        event.preventDefault();
        event.stopImmediatePropagation(); // JupyterLab itself may listen too
        window.wanted.push(event.detail);
    };
    window.addEventListener('migration-lab', window.listen, true);
}"""
STOP = "() => window.removeEventListener('migration-lab', window.listen, true)"
KERNEL = f"() => {NOTEBOOK}.context.sessionContext.session.kernel.id"

IN_FRONT = """node => {
    const { left, top, width, height } = node.getBoundingClientRect();
    const spots = [0.02, 0.2, 0.5, 0.8].flatMap(x => [0.1, 0.5, 0.9].map(y => [left + x * width, top + y * height]));
    return spots.every(([x, y]) => node.contains(document.elementFromPoint(x, y)));
}"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with course_server(tmp_path_factory.mktemp("lab"), cycle=CELLS) as address:
        yield address


@pytest.fixture(scope="module")
def board(lab: Lab) -> Locator:
    lab.open_notebook("cycle.ipynb")
    for cell in ("open", "where"):
        lab.run_cell("cycle.ipynb", cell)
    board = lab.page.locator(".jupyterlab-sidecar").get_by_role("region", name="Board")
    expect(state(board)).to_have_text("✓ in step")
    board.evaluate(RECORD)
    return board


@pytest.fixture(scope="module")
def versions(board: Locator, lab: Lab) -> Path:
    return Path(lab.cell("where").locator(".jp-OutputArea-output").inner_text().strip(), "migrations", "versions")


def state(board: Locator) -> Locator:
    return board.locator(".mlab-state")


def run_button(board: Locator, command: str) -> Locator:
    button = board.locator("[data-act=run]")
    expect(button).to_have_attribute("aria-label", command)
    expect(button).to_be_enabled()
    return button


def press_twice(lab: Lab, button: Locator, apart: float) -> None:
    """Press the mouse twice on the same spot, as a hand does; ``apart`` are the milliseconds between the two."""
    box = button.bounding_box()
    assert box
    at = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    lab.page.mouse.move(*at)
    for pause in (apart, 0):
        lab.page.mouse.down()
        lab.page.mouse.up()
        lab.page.wait_for_timeout(pause)


@pytest.mark.parametrize(("column", "apart"), [("first", 250), ("second", 450)])
def test_a_double_click_runs_once(board: Locator, lab: Lab, versions: Path, column: str, apart: float) -> None:
    lab.run_cell("cycle.ipynb", column)
    before = len(list(versions.glob("*.py")))
    press_twice(lab, run_button(board, f"Run flask db migrate -m 'add {column} to speaker'"), apart)
    expect(state(board)).to_have_text("≠ database behind")
    press_twice(lab, run_button(board, "Run flask db upgrade"), apart)
    expect(state(board)).to_have_text("✓ in step")
    assert len(list(versions.glob("*.py"))) == before + 1


def test_where_jupyterlab_listens_it_runs_in_a_new_cell(board: Locator, lab: Lab, versions: Path) -> None:
    lab.run_cell("cycle.ipynb", "third")
    lab.page.evaluate(LISTEN)
    before = len(list(versions.glob("*.py")))
    run_button(board, "Run flask db migrate -m 'add third to speaker'").click()
    [asked] = lab.page.evaluate("() => window.wanted")
    source = "%flask db migrate -m 'add third to speaker'"
    kernel = lab.page.evaluate(KERNEL)
    assert asked == {"command": "migration-lab:run-in-cell", "args": {"source": source, "kernel": kernel}}
    assert len(list(versions.glob("*.py"))) == before
    lab.page.evaluate(STOP)
    run_button(board, "Run flask db migrate -m 'add third to speaker'").click()
    run_button(board, "Run flask db upgrade").click()
    expect(state(board)).to_have_text("✓ in step")


def test_before_a_loss_it_is_said_at_the_button(board: Locator, lab: Lab) -> None:
    lab.run_cell("cycle.ipynb", "drop")
    run_button(board, "Run flask db migrate -m 'drop phone from speaker'").click()
    expect(run_button(board, "Run flask db upgrade")).to_have_accessible_description(
        "on a copy: 5 values of speaker.phone lost · 6 rows of speaker kept"
    )


def test_after_a_failure_run_is_locked_and_the_line_opens(board: Locator, lab: Lab, versions: Path) -> None:
    lab.run_cell("cycle.ipynb", "fail")
    lab.run_cell("cycle.ipynb", "upgrade")
    run = board.locator("[data-act=run]")
    expect(run).to_have_attribute("aria-label", "Run flask db upgrade")
    expect(run).to_be_disabled()
    expect(run).to_have_accessible_description(
        "Mend this first: Run is locked until models, a script or the database change."
    )
    board.get_by_text("What it printed").click()
    assert board.locator(".mlab-output").evaluate(IN_FRONT)
    lab.page.keyboard.press("Escape")
    lab.page.evaluate(LISTEN)
    board.get_by_role("button", name="Open line").click()
    [asked] = lab.page.evaluate("() => window.wanted")
    lab.page.evaluate(STOP)
    [script] = versions.glob("*drop_phone*.py")
    line = script.read_text(encoding="utf-8").splitlines().index("    op.drop_table('nowhere')") + 1
    assert asked == {"command": "migration-lab:open-file", "args": {"path": script.as_posix(), "line": line}}
    lab.run_cell("cycle.ipynb", "mend")
    expect(run).to_be_enabled()


def test_after_a_loss_the_board_is_not_all_well_until_an_undo(board: Locator) -> None:
    run_button(board, "Run flask db upgrade").click()
    expect(state(board)).to_have_text("✓ in step, with a loss")
    expect(board.locator(".mlab-last")).to_contain_text("5 values of speaker.phone lost with flask db upgrade")
    board.get_by_role("button", name="Undo flask db upgrade").click()
    expect(state(board)).to_have_text("≠ database behind")
    expect(board.locator(".mlab-last")).not_to_contain_text("lost")


def test_the_exercise_that_was_checked_is_beside_the_places(board: Locator, lab: Lab) -> None:
    lab.run_cell("cycle.ipynb", "check")
    goal = board.get_by_role("region", name="The exercise in hand")
    expect(goal.get_by_role("listitem").filter(has_text="speaker.website")).to_contain_text("○")


def test_through_all_of_that_neither_the_tabs_nor_a_button_moved(board: Locator, lab: Lab) -> None:
    seen = lab.page.evaluate("() => [...window.boxes]")
    assert sorted(seen) == sorted(board.evaluate(BOXES))


@pytest.mark.parametrize("theme", THEMES)
def test_axe_finds_nothing_where_places_differ_and_an_exercise_is_in_hand(board: Locator, lab: Lab, theme: str) -> None:
    lab.change_theme(theme)
    results = Axe().run(lab.page, context=".jupyterlab-sidecar .mlab-board")
    assert results.violations_count == 0, results.generate_report()


def test_as_a_strip_it_has_the_state_and_the_next_command(board: Locator, lab: Lab) -> None:
    board.get_by_role("button", name="Show only the state and the next command").click()
    expect(board.get_by_role("tab", name="Three places")).to_be_hidden()
    expect(state(board)).to_be_visible()
    expect(board.get_by_role("button", name="Run flask db upgrade")).to_be_visible()
    lab.page.wait_for_function("board => board.offsetWidth < 130", arg=board.element_handle())
    board.get_by_role("button", name="Show the whole board").click()
    expect(board.get_by_role("tab", name="Three places")).to_be_visible()


def test_it_takes_a_third_of_the_window_and_can_be_put_above_the_notebook(board: Locator, lab: Lab) -> None:
    lab.page.wait_for_function(
        "board => Math.abs(board.offsetWidth - 0.3 * innerWidth) < 12", arg=board.element_handle()
    )
    docked = lab.page.locator(".jupyterlab-sidecar")
    above, beside = (
        docked.get_by_role("button", name=f"Put the board {at} the notebook") for at in ("above", "at the right of")
    )
    above.click()
    expect(beside).to_have_count(1)
    expect(docked.locator(".mlab-state")).to_have_text("≠ database behind")
    beside.click()
    expect(above).to_have_count(1)


def test_nothing_wanted_to_leave_the_machine(board: Locator, strays: list[str]) -> None:
    assert strays == []
