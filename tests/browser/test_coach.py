"""The coach in JupyterLab: its card after a failure, its warnings on card, cell and board, in both themes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, expect

from tests.browser.lab import THEMES, Lab, course_server

pytestmark = pytest.mark.browser

BOOK = "coach_test.ipynb"
CELLS = {
    "open": (
        "import os\nos.environ['MIGRATION_LAB_WORKSPACE'] = os.path.abspath('workspace')\n"
        "from migration_lab import lab\nlab.open('03')"
    ),
    "level": (
        "from pathlib import Path\nmodels = Path('models.py')\ntext = models.read_text()\n"
        "models.write_text(text.replace('    phone:', '    level: Mapped[str]\\n    phone:'))"
    ),
    "migrate": '%flask db migrate -m "add level"',
    "upgrade": "%flask db upgrade",
    "explain": "lab.explain()",
    "drop": (
        "import re\nnext(Path('migrations/versions').glob('*add_level.py')).unlink()\n"
        "models.write_text(re.sub('    phone: .*\\n', '', text))"
    ),
    "draft": '%flask db migrate -m "drop phone"',
    "again": "%flask db upgrade",
}

LINE = """() => {
    const editor = window.jupyterapp.shell.currentWidget?.content?.editor;
    return editor?.getLine?.(editor.getCursorPosition().line) ?? "";
}"""


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    with course_server(folder, coach_test=CELLS) as address:
        yield address


@pytest.fixture(scope="module")
def book(lab: Lab) -> Lab:
    """The notebook, as far as the command that fails."""
    lab.open_notebook(BOOK)
    for cell in ("open", "level", "migrate", "upgrade"):
        lab.run_cell(BOOK, cell)
    return lab


@pytest.fixture(scope="module")
def workspace(book: Lab, folder: Path) -> Path:
    return folder / "course" / "notebooks" / "workspace" / "03"


@pytest.fixture(scope="module")
def card(book: Lab) -> Locator:
    card = book.cell("upgrade").get_by_role("group", name=re.compile("^S06: "))
    expect(card).to_be_visible()
    return card


@pytest.fixture(scope="module")
def board(book: Lab) -> Locator:
    return book.page.locator(".jupyterlab-sidecar").get_by_role("region", name="Board")


def open_all(card: Locator) -> None:
    card.locator("details").evaluate_all("all => all.forEach(one => (one.open = true))")


def expect_line(book: Lab, code: str) -> None:
    """Wait for an editor with the cursor in a line with this code, close it, and go back to the notebook."""
    book.page.wait_for_function(f"code => ({LINE})().includes(code)", arg=code)
    book.page.evaluate("() => window.jupyterapp.shell.currentWidget.close()")
    book.to_notebook()


def test_the_card_comes_after_the_terminals_words_and_before_the_error(book: Lab, card: Locator) -> None:
    expect(card.locator(".mlab-head")).to_contain_text("speaker.level is new and NOT NULL")
    expect(card.locator("mark")).to_contain_text("batch_op.add_column(sa.Column('level'")
    expect(card).to_contain_text("Nothing was changed")
    texts = book.cell("upgrade").locator(".jp-OutputArea-child").all_inner_texts()
    (at,) = [at for at, text in enumerate(texts) if "What to do now" in text]
    assert "Traceback" in "".join(texts[:at])
    assert "exit code 1" in "".join(texts[at + 1 :])


def test_why_is_folded_and_opens_with_the_keyboard(card: Locator) -> None:
    why = card.locator("details").filter(has_text="Why?")
    expect(why).not_to_have_attribute("open", "")
    why.locator("summary").focus()
    why.locator("summary").press("Enter")
    expect(why).to_contain_text("NOT NULL means that every row has a value.")
    why.locator("summary").press("Enter")
    expect(why).not_to_have_attribute("open", "")


def test_each_command_has_a_copy_button(card: Locator) -> None:
    card.get_by_text("What to do now").click()
    step = card.get_by_role("listitem").filter(has=card.page.get_by_role("button", name="Copy the command"))
    expect(step.locator("pre")).to_have_text("flask db upgrade")
    expect(step.get_by_role("button", name="Copy the command flask db upgrade")).to_be_visible()


@pytest.mark.parametrize("theme", THEMES)
def test_card_and_warnings_are_accessible(book: Lab, card: Locator, theme: str) -> None:
    book.change_theme(theme)
    open_all(card)
    found = Axe().run(book.page, context=".mlab-coach").response["violations"]
    assert [f"{one['id']}: {one['nodes'][0]['html']}" for one in found] == []


def test_the_whole_page_is_shown_in_a_new_cell(book: Lab, card: Locator) -> None:
    open_all(card)
    card.get_by_role("button", name="Show the whole page about S06").click()
    shown = book.page.locator(".jp-Notebook .jp-OutputArea-output").filter(
        has=book.page.get_by_role("heading", name="S06")
    )
    expect(shown).to_be_visible()


def test_the_card_opens_the_line_in_the_editor(book: Lab, card: Locator) -> None:
    book.cell("upgrade")
    card.get_by_role("button", name=re.compile("^Open line 2")).click()
    expect_line(book, "batch_op.add_column(sa.Column('level'")


def test_a_draft_warns_on_its_card_and_the_board_before_anything_is_lost(book: Lab, board: Locator) -> None:
    for cell in ("drop", "draft"):
        book.run_cell(BOOK, cell)
    for warnings in (book.cell("draft").locator(".mlab-warnings"), board.locator(".mlab-warnings")):
        one = warnings.locator("summary").filter(has_text="5 values of speaker.phone will be gone")
        expect(one).to_contain_text("loses data")
        expect(one).to_contain_text("line 2")
    one.focus()
    one.press("Enter")
    expect(board.locator(".mlab-warnings")).to_contain_text("A column takes its values with it")


@pytest.mark.parametrize("theme", THEMES)
def test_the_warnings_are_accessible(book: Lab, board: Locator, theme: str) -> None:
    book.change_theme(theme)
    book.to_notebook()
    book.cell("draft").locator(".mlab-warnings details").first.evaluate("one => one.open = true")
    expect(board.locator(".mlab-warnings details[open]")).to_have_count(1)
    found = Axe().run(book.page, context=".mlab-warnings").response["violations"]
    assert [f"{one['id']}: {one['nodes'][0]['html']}" for one in found] == []


def test_a_warning_on_the_board_opens_its_line(book: Lab, board: Locator) -> None:
    board.locator(".mlab-warnings").get_by_role("button", name=re.compile("^Open line 2")).first.click()
    expect_line(book, "batch_op.drop_column('phone')")


def test_a_saved_script_changes_what_the_board_warns_of(board: Locator, workspace: Path) -> None:
    (script,) = (workspace / "migrations" / "versions").glob("*drop_phone.py")
    text = script.read_text(encoding="utf-8")
    script.write_text(text.replace("drop_column('phone')", "drop_column('phone')  # lab: ok A1"), encoding="utf-8")
    gone = board.locator(".mlab-warnings summary").filter(has_text="5 values of speaker.phone")
    expect(gone).to_have_count(0)
    script.write_text(text, encoding="utf-8")
    expect(gone).to_have_count(1)


def test_before_the_upgrade_the_cell_says_what_will_be_lost(book: Lab) -> None:
    book.run_cell(BOOK, "again")
    warnings = book.cell("again").locator(".mlab-warnings-view")
    expect(warnings.locator(".mlab-warnings-title")).to_contain_text(
        "flask db upgrade, tried on a copy of the database"
    )
    expect(warnings.locator("summary").first).to_contain_text("5 values of speaker.phone will be gone")
    expect(book.cell("again").locator(".mlab-card")).to_be_visible()
