"""The instructor's page and what it sends, with a real service, a real JupyterLab and a real browser."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, expect

from migration_lab.course.location import COURSE_VARIABLE, WORKSPACE_VARIABLE
from migration_lab.course.records.exported import ExportedProgress, as_text
from migration_lab.course.records.sharing import ROOM_VARIABLE, TOKEN_VARIABLE
from migration_lab.course.tries import Tries
from migration_lab.room.class_page_access import INSTRUCT, LEARN
from tests.browser.lab import NOTEBOOKS
from tests.course.learners import HOSTILE
from tests.course.learners import room as learners
from tests.lab_server import TOKEN, lab_server
from tests.live_class.class_service import ask, class_service
from tests.live_class.fake_hub import FakeHub, fake_hub

pytest.importorskip("jupyterhub", reason="The page of a room needs JupyterHub: pip install migration-lab[room]")
pytestmark = pytest.mark.browser

OPTIONS = (
    "--LabApp.expose_app_in_browser=True",
    "--ServerApp.jpserver_extensions={'migration_lab.server_extension': True}",
)
PATIENCE = 90_000
ICONS = "() => ['share-progress', 'show-board'].map(one => jupyterapp.commands.icon('migration-lab:' + one).name)"
SEND = """() => { window.jupyterapp.commands.execute('migration-lab:share-progress'); }"""


@dataclass(frozen=True, slots=True)
class Room:
    hub: FakeHub
    page: str
    """The address of the instructor's page."""
    lab: str
    """That of Ada's JupyterLab, with her login."""
    folder: Path

    def tell(self, account: str, progress: ExportedProgress) -> None:
        token = f"token-of-{account}"
        ask("POST", f"{self.page}here", token, json.dumps({"digest": "new", "open": True, "seen": ""}))
        assert ask("PUT", f"{self.page}progress", token, as_text(progress)).code == 200


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    folder = tmp_path_factory.mktemp("room")
    course, home = folder / "course", folder / "home"
    home.mkdir()
    leave_out = shutil.ignore_patterns("workspace", ".*", "instance")
    shutil.copytree(NOTEBOOKS, course / "notebooks", ignore=leave_out)
    shutil.copytree(NOTEBOOKS.parent / "sample_app", course / "sample_app", ignore=leave_out)
    with ExitStack() as stack:
        hub = stack.enter_context(fake_hub())
        hub.add("teacher", INSTRUCT)
        ada = hub.add("ada", LEARN)
        page = stack.enter_context(class_service(hub, folder / "class"))
        variables = {
            ROOM_VARIABLE: page,
            TOKEN_VARIABLE: ada,
            COURSE_VARIABLE: str(course),
            WORKSPACE_VARIABLE: str(folder / "workspace"),
        }
        options = (*OPTIONS, f"--ServerApp.root_dir={course}")
        lab = stack.enter_context(lab_server(home, *options, **variables))
        made = Room(hub, page, f"{lab.partition('/lab')[0]}/lab?token={TOKEN}", folder)
        for at, one in enumerate(learners(6)):
            hub.add(f"person-{at}", LEARN)
            made.tell(f"person-{at}", one)
        yield made


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context(viewport={"width": 1400, "height": 900}) as context:
        context.set_default_timeout(PATIENCE)
        yield context


def watched(context: BrowserContext, address: str, thrown: list[str]) -> Page:
    page = context.new_page()
    page.on("pageerror", lambda error: thrown.append(str(error)))
    page.on("dialog", lambda dialog: leave(dialog, thrown))
    page.goto(address)
    return page


def leave(dialog: Dialog, thrown: list[str]) -> None:
    """Leave the page where JupyterLab asks for it; any other dialog is what a hostile text would open."""
    if dialog.type != "beforeunload":
        thrown.append(dialog.message)
    dialog.accept()


def as_teacher(room: Room, context: BrowserContext, thrown: list[str]) -> Page:
    room.hub.logged_in = "teacher"
    page = watched(context, room.page, thrown)
    expect(page.get_by_role("heading", name="Where the room is")).to_be_visible()
    return page


@pytest.mark.parametrize("account", ["ada", "somebody else"])
def test_a_learner_who_opens_the_page_is_refused(room: Room, context: BrowserContext, account: str) -> None:
    room.hub.logged_in = account
    page = context.new_page()
    answer = page.goto(room.page)
    assert answer is not None
    assert answer.status in (403, 500)  # the hub knows nobody of the second name
    assert "person" not in page.content()
    assert page.get_by_role("heading").count() == 0


def test_the_page_follows_and_keeps_what_the_reader_does(room: Room, context: BrowserContext) -> None:
    thrown: list[str] = []
    page = as_teacher(room, context, thrown)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    row = page.locator(".room tbody tr", has_text="Grace A.")
    row.evaluate("row => { window.kept = row; }")
    why = page.locator("#predictions details").first
    why.locator("summary").click()
    sentence = page.get_by_label("A sentence")
    sentence.fill("half a sentence")
    page.evaluate("scrollTo(0, 300)")
    room.tell("person-1", ExportedProgress({"01.1": Tries(done=True, checks=2)}, {}, "Grace A."))
    expect(row.locator(".seen")).to_contain_text("01.1", timeout=PATIENCE)
    room.hub.add("late", LEARN)
    room.tell("late", ExportedProgress({}, {}, f"{HOSTILE} Aaron"))
    expect(page.locator(".room tbody .who").nth(1)).to_have_text(f"{HOSTILE} Aaron", timeout=PATIENCE)
    assert page.evaluate("window.kept.isConnected && window.kept.textContent.includes('01.1')")
    assert page.evaluate("document.activeElement.id") == "text"
    assert page.evaluate("scrollY") == 300
    expect(sentence).to_have_value("half a sentence")
    expect(page.locator("#predictions details[open]")).to_have_count(1)
    page.route("**/parts", lambda route: route.abort())
    expect(page.get_by_role("status").first).to_contain_text("not connected", timeout=PATIENCE)
    page.unroute("**/parts")
    expect(page.locator("#connection")).to_be_empty(timeout=PATIENCE)
    assert thrown == []


def test_what_is_sent_is_shown_opens_when_it_is_asked_to_and_does_not_come_back(
    room: Room, context: BrowserContext
) -> None:
    thrown: list[str] = []
    teacher = as_teacher(room, context, thrown)
    lab = watched(context, room.lab, thrown)
    lab.locator(".jp-LauncherCard").first.wait_for()
    teacher.get_by_label("A chapter, an exercise or a card").select_option("exercise:03.1")
    teacher.get_by_label("A sentence").fill(f"Together {HOSTILE}")
    teacher.get_by_role("button", name="Send to everybody").click()
    notice = lab.get_by_role("region", name="From the instructor")
    expect(notice).to_contain_text(f"Together {HOSTILE}", timeout=PATIENCE)
    expect(lab.locator("[aria-live=polite] .mlab-notice")).to_be_visible()
    expect(lab.get_by_role("tab", name="03_add_a_column.ipynb")).to_have_count(0)  # nothing opens by itself
    assert not lab.evaluate("document.activeElement.closest('.mlab-notices')")
    expect(teacher.locator("#sent")).to_contain_text("Shown to 1 of", timeout=PATIENCE)
    lab.evaluate("() => { window.jupyterapp.commands.execute('migration-lab:go-to-notice'); }")
    expect(lab.get_by_role("button", name="Go to exercise 03.1")).to_be_focused()
    lab.keyboard.press("Enter")
    expect(lab.locator(".jp-Notebook .jp-Cell.jp-mod-active")).to_contain_text("Exercise 03.1", timeout=PATIENCE)
    expect(notice).to_be_hidden()
    with lab.expect_response("**/migration-lab/room?seen=*"):  # it has heard what is sent, and asks again
        lab.reload()
    expect(lab.locator(".mlab-notices")).to_be_hidden()
    expect(lab.locator(".mlab-notice")).to_have_count(0)

    teacher.get_by_label("A chapter, an exercise or a card").select_option("card:S06")
    teacher.get_by_role("button", name="Send to everybody").click()
    lab.get_by_role("button", name="Show the card S06").click()
    expect(lab.locator(".mlab-sent-card h1")).to_contain_text("NOT NULL", timeout=PATIENCE)
    teacher.get_by_role("button", name="Take it back").click()
    expect(teacher.locator("#sent")).to_contain_text("Nothing is sent", timeout=PATIENCE)
    assert thrown == []


def test_a_notice_can_be_closed_and_who_comes_later_sees_it(room: Room, context: BrowserContext) -> None:
    thrown: list[str] = []
    assert ask("POST", f"{room.page}sent", "token-of-teacher", "text=Lunch").code == 200
    lab = watched(context, room.lab, thrown)
    notice = lab.locator(".mlab-notice")
    expect(notice).to_contain_text("Lunch", timeout=PATIENCE)
    for theme in ("JupyterLab Light", "JupyterLab Dark"):
        lab.evaluate("async theme => { await jupyterapp.commands.execute('apputils:change-theme', { theme }); }", theme)
        expect(notice.get_by_role("button", name="Close")).to_be_visible()
        found = Axe().run(lab, context=".mlab-notices")
        assert found.violations_count == 0, found.generate_report()
    notice.get_by_role("button", name="Close").click()
    expect(notice).to_have_count(0)
    expect(lab.locator(".mlab-notices")).to_be_hidden()
    assert ask("DELETE", f"{room.page}sent", "token-of-teacher").code == 200
    assert thrown == []


def test_a_learner_shows_their_progress_and_takes_that_back(room: Room, context: BrowserContext) -> None:
    thrown: list[str] = []
    teacher = as_teacher(room, context, thrown)
    lab = watched(context, room.lab, thrown)
    lab.wait_for_function("window.jupyterapp?.commands.hasCommand('migration-lab:share-progress')")
    assert lab.evaluate(ICONS) == ["migration-lab:eye", "migration-lab:icon"]
    lab.evaluate(SEND)
    dialog = lab.locator(".jp-Dialog")
    expect(dialog).to_contain_text("not your files")
    expect(teacher.get_by_text("Ada Lovelace")).to_have_count(0)
    dialog.locator("input").fill("Ada Lovelace")
    dialog.get_by_role("button", name="Show It").click()
    expect(teacher.locator(".room .who", has_text="Ada Lovelace")).to_be_visible(timeout=PATIENCE)
    lab.evaluate(SEND)
    expect(dialog).to_contain_text("The instructor sees your progress, as Ada Lovelace")
    dialog.get_by_role("button", name="Stop Showing It").click()
    expect(teacher.get_by_text("Ada Lovelace")).to_have_count(0, timeout=PATIENCE)
    assert not any("Lovelace" in path.read_text() for path in (room.folder / "class").rglob("*.json"))
    assert thrown == []
