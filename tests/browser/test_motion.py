"""The rows that move, on cards of real migrations: each picture is what the database had after that very statement."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from migration_lab.course.chapters.chapter import find_chapter
from migration_lab.course.location import WORKSPACE_VARIABLE, find_course
from migration_lab.course.workspaces.starting_point import put_starting_point
from migration_lab.project import Project
from migration_lab.values.result import Step
from migration_lab.widgets import Card
from migration_lab.widgets.live import asset
from tests.browser.test_card import COLOURS, DRAW, PAGE
from tests.project.one_by_one import Content, one_by_one

pytestmark = pytest.mark.browser

SCRIPT = """\
import sqlalchemy as sa
from alembic import op

revision = "{0}"
down_revision = "{1}"


def upgrade():
    {2}


def downgrade():
    pass
"""
SCRIPTS = {
    "add": 'op.add_column("speaker", sa.Column("site", sa.String(200)))',
    "drop": 'with op.batch_alter_table("speaker") as batch: batch.drop_column("phone")',
    "rename": 'with op.batch_alter_table("talk") as batch: batch.alter_column("length", new_column_name="minutes")',
}
"""What chapters 03 and 04 do, by the names of the tests below."""
SHOWN = """() => {
    const text = cell => cell.querySelector("bdi, .mlab-null").textContent;
    const rows = box => [...box.querySelectorAll("tr")].map(row => [...row.children].map(text));
    const boxes = [...document.querySelectorAll(".mlab-motion-table:not(.mlab-motion-gone)")];
    return Object.fromEntries(boxes.map(box => [box.dataset.table, rows(box)]));
}"""
PRESS_AND_HOLD = """button => {
    button.click();
    document.getAnimations().forEach(one => one.pause());
}"""
PRESS_AND_SLOW = """button => {
    button.click();
    document.getAnimations().forEach(one => one.playbackRate = 0.001);
}"""
PLAYED = """() => {
    document.getAnimations().forEach(one => one.finish());
    return [...document.querySelectorAll('button')].some(one => one.textContent.includes('Play again'));
}"""
FINISH = "() => document.getAnimations().forEach(one => one.finish())"


@dataclass(frozen=True)
class Ran:
    """A migration that ran."""

    step: Step
    tables: tuple[dict[str, Content], ...]
    """The real tables after each statement that is told."""


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Ran]]:
    """The three scripts, one after the other, on the database of chapter 04."""
    folder = tmp_path_factory.mktemp("motion")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(WORKSPACE_VARIABLE, str(folder / "workspaces"))
        course = find_course()
        course.workspaces.mkdir()
        put_starting_point(find_chapter("04", course), course, folder / "conference")
        project = Project(folder / "conference", stable=True)
        project.locate()
        found = {}
        for name, line in SCRIPTS.items():
            [stands] = project.versions()
            script = SCRIPT.format(name, stands, line)
            (project.path / "migrations" / "versions" / f"{name}.py").write_text(script, encoding="utf-8")
            assert project.database.path is not None
            shutil.copyfile(project.database.path, folder / f"{name}.db")
            step = project.run("db", "upgrade")
            assert step.result.ok, step.result.output
            found[name] = Ran(step, tuple(one_by_one(folder / f"{name}.db", step)))
        yield found
        project.close()


Draw = Callable[..., Locator]


@pytest.fixture
def draw(browser: Browser) -> Iterator[Draw]:
    """Draw the card of a step, and return what is in it; ``still`` is a reader who wants nothing to move."""
    thrown: list[str] = []
    contexts = []

    def drawn(step: Step, *, theme: str = "light", still: bool = False, width: int = 800) -> Locator:
        preference = "reduce" if still else "no-preference"
        context = browser.new_context(viewport={"width": width, "height": 900}, reduced_motion=preference)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: thrown.append(str(error)))
        card = Card(step)
        light = str(theme == "light").lower()
        page.set_content(PAGE.format(style=asset("card.css"), light=light, colours=COLOURS[theme]))
        page.evaluate(DRAW, [asset("card.js"), card.state()])
        return page.get_by_role("group", name=f"What {step.result.command} did")

    yield drawn
    for context in contexts:
        context.close()
    assert thrown == []


def opened(card: Locator) -> Locator:
    """Open the rows, at the place before the first statement."""
    card.get_by_role("button", name="the rows").click()
    motion = card.get_by_role("group", name="The rows, step by step")
    motion.press("Home")
    return motion


def go_on(motion: Locator) -> None:
    """Press Next, and let what moves come to its end."""
    motion.get_by_role("button", name="Next").click()
    motion.page.evaluate(FINISH)
    expect(motion.locator(".mlab-motion-ghost")).to_have_count(0)


def differs(page: Page, tables: dict[str, Content]) -> str:
    """Say how the tables that are shown differ from the real ones; empty if they do not."""
    shown = page.evaluate(SHOWN)
    assert shown
    for name, (head, *rows) in shown.items():
        columns, real, _ = tables[name]
        at = [columns.index(column) for column in head]
        for row, whole in zip(rows, real, strict=True):
            for text, value in zip(row, (whole[one] for one in at), strict=True):
                if not ("NULL" if value is None else value).startswith(text.rstrip("…")):
                    return f"{name}: {text} is shown, and {value} is there"
    return ""


@pytest.mark.parametrize("name", SCRIPTS)
def test_each_picture_shows_what_the_database_had_after_that_statement(draw, ran, name):
    step, tables = ran[name].step, ran[name].tables
    motion = opened(draw(step))
    lines = motion.get_by_role("listitem")
    expect(lines).to_have_count(len(tables))
    for at, real in enumerate(tables):
        go_on(motion)
        expect(motion.get_by_text(f"Step {at + 1} of {len(tables)}")).to_be_visible()
        expect(lines.nth(at).get_by_role("button")).to_have_attribute("aria-current", "step")
        told = " ".join(step.result.sql[step.frames[at].statement].sql.split())
        expect(lines.nth(at)).to_contain_text(told)
        assert differs(motion.page, real) == ""
    expect(motion.get_by_role("button", name="Play again")).to_be_visible()


def test_it_plays_to_its_end_and_is_paused_and_played_again(draw, ran):
    card = draw(ran["add"].step)
    assert card.page.evaluate("document.getAnimations().length") == 0  # nothing moves before anybody asks for it
    card.get_by_role("button", name="Watch the rows").evaluate(PRESS_AND_SLOW)
    motion = card.get_by_role("group", name="The rows, step by step")
    motion.get_by_role("button", name="Pause").press("Enter")
    play = motion.get_by_role("button", name="Play", exact=True)
    expect(play).to_be_focused()
    assert card.page.evaluate("document.getAnimations().every(one => one.playState === 'paused')")
    play.click()
    card.page.wait_for_function(PLAYED)
    expect(motion.get_by_text("speaker gets the column site: NULL in all 6 rows")).to_be_visible()
    new = motion.locator("td.mlab-add")
    assert new.evaluate_all("cells => cells.filter(one => one.scrollWidth > one.clientWidth).length") == 0
    motion.get_by_role("button", name="Play again").evaluate(PRESS_AND_SLOW)
    expect(motion.get_by_role("button", name="Pause")).to_be_visible()


def test_values_that_were_not_copied_fall_and_are_counted(draw, ran):
    motion = opened(draw(ran["drop"].step))
    for _ in range(2):
        go_on(motion)
    phone = motion.get_by_role("table", name="speaker").first.get_by_role("columnheader", name="phone")
    expect(phone).to_have_accessible_name("dropped: phone")
    motion.get_by_role("button", name="Next").evaluate(PRESS_AND_HOLD)
    falling = motion.locator(".mlab-motion-fall:not(.mlab-motion-head)")
    expect(falling).to_have_count(5)
    expect(falling.first).to_have_text("+44 1632 960101")
    expect(motion.locator(".mlab-motion-lost")).to_contain_text("0 values of phone")
    motion.page.evaluate(FINISH)
    expect(motion.locator(".mlab-motion-lost")).to_contain_text("5 values of phone gone")
    expect(falling).to_have_count(0)


def test_rows_are_copied_one_after_the_other_from_where_they_stand(draw, ran):
    motion = opened(draw(ran["rename"].step))
    go_on(motion)
    motion.get_by_role("button", name="Next").evaluate(PRESS_AND_HOLD)
    starts = motion.page.evaluate(
        "() => document.getAnimations().filter(one => one.effect.target.tagName === 'TD')"
        ".map(one => one.effect.getTiming().delay)"
    )
    assert len(starts) == 6 * 8
    assert len({*starts}) == 6
    motion.page.evaluate(
        "() => document.getAnimations().forEach(one => one.currentTime = one.effect.getTiming().delay)"
    )
    source, target = (motion.locator(f"[data-table={name}] tbody td").first for name in ("talk", "_alembic_tmp_talk"))
    first, copy = source.bounding_box(), target.bounding_box()
    assert first is not None
    assert copy is not None
    assert abs(first["y"] - copy["y"]) < 1


def test_nothing_on_the_page_jumps_from_step_to_step(draw, ran):
    card = draw(ran["rename"].step)
    motion = opened(card)
    heights = {card.evaluate("node => node.offsetHeight")}
    for _ in ran["rename"].tables:
        go_on(motion)
        heights.add(card.evaluate("node => node.offsetHeight"))
    assert len(heights) == 1


def test_for_who_wants_nothing_to_move_the_steps_are_pictures(draw, ran):
    card = draw(ran["drop"].step, still=True)
    expect(card.get_by_role("button", name="See the rows step by step")).to_be_visible()
    motion = opened(card)
    expect(motion.get_by_role("button", name="Play")).to_have_count(0)
    for real in ran["drop"].tables:
        motion.get_by_role("button", name="Next").evaluate(PRESS_AND_HOLD)
        assert motion.page.evaluate("document.getAnimations().length") == 0
        assert differs(motion.page, real) == ""


def test_the_keyboard_goes_through_the_steps(draw, ran):
    card = draw(ran["drop"].step, still=True)
    watch = card.get_by_role("button", name="See the rows")
    watch.press("Enter")
    motion = card.get_by_role("group", name="The rows, step by step")
    expect(motion.get_by_role("button", name="Next")).to_be_focused()
    for key, place in (("ArrowRight", "Step 1 of 4"), ("End", "Step 4 of 4"), ("ArrowLeft", "Step 3 of 4")):
        card.page.keyboard.press(key)
        expect(motion.get_by_text(place)).to_be_visible()
    card.page.keyboard.press("Escape")
    expect(motion).to_have_count(0)
    expect(watch).to_be_focused()


@pytest.mark.parametrize("theme", COLOURS)
def test_axe_finds_nothing_in_any_step(draw, ran, theme):
    card = draw(ran["drop"].step, theme=theme, still=True)
    motion = opened(card)
    for key in ("Home", *["ArrowRight"] * 4):
        motion.press(key)
        results = Axe().run(card.page, context=".mlab")
        assert results.violations_count == 0, results.generate_report()


def test_on_a_narrow_page_no_table_is_wider_than_the_card(draw, ran):
    motion = opened(draw(ran["rename"].step, still=True, width=420))
    for _ in ran["rename"].tables:
        motion.get_by_role("button", name="Next").click()
        assert motion.evaluate("node => node.scrollWidth <= node.clientWidth")
