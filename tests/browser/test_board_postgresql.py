"""The board beside a notebook that works on somebody's own project, whose database is a PostgreSQL."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, expect
from sqlalchemy import Engine, create_engine, text

from tests.browser.lab import Lab, course_server
from tests.project.other_shapes import GLOBAL_DB, write

pytestmark = [pytest.mark.browser, pytest.mark.postgres]

DATABASE = "board_in_a_browser"
SECRET = "hidden-from-all"
TAG = """
class Tag(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    post_id = db.Column(db.ForeignKey("post.id"), nullable=False)
    kind = db.Column(db.Enum("draft", "final", name="kind"))
"""
OPEN = 'from migration_lab import lab\nlab.open_project("blog", app="blog", read_only=False)'


@pytest.fixture(scope="module")
def database(postgres_server: Engine) -> Iterator[Engine]:
    """A fresh database, and a role with a password that owns it and may create others."""
    with postgres_server.connect() as connection:
        connection.execute(text(f"CREATE ROLE {DATABASE} LOGIN CREATEDB PASSWORD '{SECRET}'"))
        connection.execute(text(f"CREATE DATABASE {DATABASE} OWNER {DATABASE} TEMPLATE template0"))
    url = postgres_server.url.set(database=DATABASE, username=DATABASE, password=SECRET)
    engine = create_engine(url)
    yield engine
    engine.dispose()
    with postgres_server.connect() as connection:
        connection.execute(text(f"DROP DATABASE {DATABASE} WITH (FORCE)"))
        connection.execute(text(f"DROP ROLE {DATABASE}"))


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, database: Engine) -> Iterator[str]:
    """A JupyterLab with a notebook beside the project, which has a revision that was not run."""
    folder = tmp_path_factory.mktemp("lab")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BLOG_URL", database.url.render_as_string(hide_password=False))
        blog = write(folder / "course" / "notebooks" / "blog", GLOBAL_DB, url='os.environ["BLOG_URL"]', start=TAG)
        for words in (("init",), ("migrate", "-m", "posts and tags")):
            command = [sys.executable, "-m", "flask", "--app", "blog", "db", *words]
            subprocess.run(command, cwd=blog, env=dict(os.environ), check=True, capture_output=True)
        with course_server(folder, own={"open": OPEN}) as address:
            yield address


@pytest.fixture(scope="module")
def board(lab: Lab) -> Locator:
    lab.run_notebook("own.ipynb")
    return lab.page.locator(".jupyterlab-sidecar").get_by_role("region", name="Board")


def tab(board: Locator, name: str) -> Locator:
    board.get_by_role("tab", name=name, exact=True).first.click()
    return board.get_by_role("tabpanel", name=name, exact=True)


def test_the_suggested_command_makes_the_tables(board: Locator) -> None:
    expect(board.locator(".mlab-state")).to_have_text("≠ empty")
    board.get_by_role("button", name="Run flask db upgrade", exact=True).click()
    expect(board.locator(".mlab-state")).to_have_text("✓ in step")
    tables = tab(board, "Tables")
    row = tables.get_by_role("row").filter(has=board.page.get_by_role("rowheader", name="post_id", exact=True))
    expect(row).to_contain_text("post.id")
    expect(tables).to_contain_text("enum kind (draft, final)")
    expect(tab(board, "SQL")).to_contain_text("CREATE TYPE kind AS ENUM")


def test_what_somebody_else_does_to_the_server_shows_up(board: Locator, database: Engine) -> None:
    places = tab(board, "Three places")
    with database.begin() as connection:
        connection.execute(text("ALTER TABLE post ADD COLUMN odd integer"))
    row = places.get_by_role("row", name="post.odd")
    expect(row.get_by_role("cell")).to_contain_text(["no odd", "no odd", "odd"])
    expect(board.locator(".mlab-state")).to_have_text("≠ drift")
    with database.begin() as connection:
        connection.execute(text("ALTER TABLE post DROP COLUMN odd"))
    expect(board.locator(".mlab-state")).to_have_text("✓ in step")


def test_the_time_machine_shows_the_tables_of_a_scratch_database(board: Locator) -> None:
    slider = tab(board, "History").get_by_role("slider", name="Time machine")
    slider.focus()
    slider.press("Home")
    then = board.get_by_role("region", name="The selected revision")
    expect(then).to_contain_text("No tables yet")
    slider.press("End")
    expect(then.get_by_role("row").filter(has_text="title")).to_contain_text("character varying(80)")


def test_rows_come_with_their_count(board: Locator, database: Engine) -> None:
    with database.begin() as connection:
        connection.execute(text("INSERT INTO post (title) VALUES ('Hello')"))
    tables = tab(board, "Tables")
    tables.get_by_role("button", name="Rows of post").click()
    expect(tables.get_by_role("table", name="1 row")).to_contain_text("Hello")


def test_neither_the_password_nor_a_fault_is_in_the_page(board: Locator, lab: Lab) -> None:
    expect(board).to_contain_text(DATABASE)
    assert SECRET not in lab.page.content()
    results = Axe().run(lab.page, context=".jupyterlab-sidecar .mlab-board")
    assert results.violations_count == 0, results.generate_report()


def test_no_scratch_database_is_left(board: Locator, postgres_server: Engine) -> None:
    with postgres_server.connect() as connection:
        names = connection.execute(text("SELECT datname FROM pg_database")).scalars().all()
    assert [name for name in names if name.startswith("migration_lab_scratch_")] == []
