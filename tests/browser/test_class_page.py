"""The page of ``migration-lab collect`` in a real browser, opened as a file: light, dark, narrow and printed."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from migration_lab import cli
from tests.course.learners import write_room

pytestmark = pytest.mark.browser

TEXTS = ("h1", "h3", "footer", ".box.done", ".box.tried", ".numbers .ok", ".numbers .no", ".truth", ".id", ".used")

COLOURS = """element => {
    const numbers = value => value.match(/[\\d.]+/g).map(Number);
    let behind = element;
    while (numbers(getComputedStyle(behind).backgroundColor)[3] === 0) behind = behind.parentElement;
    return [getComputedStyle(element).color, getComputedStyle(behind).backgroundColor].map(numbers);
}"""


def contrast(pair: list[list[float]]) -> float:
    """The contrast of two colours, as WCAG computes it."""
    light = []
    for colour in pair:
        parts = [one / 255 for one in colour[:3]]
        linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
        light.append(0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2])
    return (max(light) + 0.05) / (min(light) + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_readable_in_light_and_dark_and_loads_nothing(browser: Browser, tmp_path: Path, scheme: str) -> None:
    write_room(tmp_path, 30)
    assert cli.main(["collect", str(tmp_path)]) == 0
    address = (tmp_path / "class.html").as_uri()
    asked: list[str] = []
    errors: list[str] = []
    page = browser.new_page(color_scheme=scheme, viewport={"width": 1280, "height": 900})
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: errors.append(message.text))
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth") == 1280
    for of in (*TEXTS, *(f".room .{kind}" for kind in ("who", "mark", "hints", "said .ok", "said .no"))):
        assert contrast(page.locator(of).last.evaluate(COLOURS)) >= 4.5, of
    page.set_viewport_size({"width": 400, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") == 400
    page.emulate_media(media="print")
    assert page.locator(".scroll").evaluate("one => getComputedStyle(one).overflowX") == "visible"
    assert (asked, errors) == ([address], [])
    page.close()
