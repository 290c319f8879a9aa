"""JupyterLab in a real browser, with a network that ends at the machine."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, Route, expect, sync_playwright

from tests.browser.chromium import HOW_TO, launch
from tests.browser.lab import Lab, course_server

expect.set_options(timeout=30_000)  # a machine that runs all the tests at once is slow


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    """Playwright, ended with the module: its event loop would be in the way of the tests after it."""
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """The first Chromium that starts. Skips without one."""
    browser = launch(playwright)
    if browser is None:
        pytest.skip(f"No browser was found. {HOW_TO}")
    with browser:
        yield browser


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the served copy of the course lies, and the home of its learner."""
    return tmp_path_factory.mktemp("lab")


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    """The address of a JupyterLab that serves a copy of the notebooks."""
    with course_server(folder) as address:
        yield address


@pytest.fixture(scope="module")
def strays() -> list[str]:
    """The requests that wanted to leave the machine. All were refused."""
    return []


@pytest.fixture(scope="module")
def context(browser: Browser, address: str, strays: list[str]) -> Iterator[BrowserContext]:
    def refuse(route: Route) -> None:
        strays.append(route.request.url)
        route.abort()

    here = "{0.scheme}://{0.netloc}/".format(urlsplit(address))
    with browser.new_context(viewport={"width": 1400, "height": 1000}) as context:
        context.route(re.compile(f"^(?!{re.escape(here)})"), refuse)
        context.set_default_timeout(60_000)
        yield context


@pytest.fixture(scope="module")
def lab(context: BrowserContext, address: str) -> Iterator[Lab]:
    """JupyterLab in the browser; what its scripts threw while the page was open is an error of the module's."""
    page: Page = context.new_page()
    thrown: list[str] = []
    page.on("pageerror", lambda error: thrown.append(str(error)))
    yield Lab(page, address)
    told = list(thrown)  # closing the page breaks off what JupyterLab is just asking its server
    page.close()
    assert told == []


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """An empty page, whose clock a test may put forward. No script on it may throw an error."""
    thrown: list[str] = []
    with browser.new_context(viewport={"width": 700, "height": 900}) as context:
        page = context.new_page()
        page.on("pageerror", lambda error: thrown.append(str(error)))
        page.clock.install()
        yield page
    assert thrown == []
