"""Record README's picture: ``uv run --extra test --with pillow python -m tests.recording [FOLDER]``.

It plays a migration in JupyterLab (``scene.py``) in the light and in the dark theme, and writes two films and two still
pictures, by default where README and the site have them. They are WebP without loss, so that text stays sharp.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import expect, sync_playwright

from tests.browser.chromium import HOW_TO, launch
from tests.browser.lab import THEMES, Lab, course_server
from tests.recording.film import Film
from tests.recording.scene import CELLS, NOTEBOOK, play

PICTURES = Path(__file__).resolve().parents[2] / "deploy" / "site" / "pictures"
SIZE = {"width": 960, "height": 600}
SHARPNESS = 1.75
MILLISECONDS = 120_000


def record(folder: Path) -> None:
    expect.set_options(timeout=MILLISECONDS)
    with sync_playwright() as playwright:
        browser = launch(playwright)
        if browser is None:
            raise SystemExit(f"No browser was found. {HOW_TO}")
        for theme in THEMES:
            with tempfile.TemporaryDirectory() as scratch, course_server(Path(scratch), **{NOTEBOOK: CELLS}) as address:
                page = browser.new_page(viewport=SIZE, device_scale_factor=SHARPNESS, color_scheme=theme)
                page.set_default_timeout(MILLISECONDS)
                lab, film = Lab(page, address), Film(page)
                lab.open_notebook(f"{NOTEBOOK}.ipynb")
                lab.change_theme(theme)
                path = folder / f"migration-{theme}.webp"
                film.save(path, play(lab, film))
                print(f"{path}: {film.seconds:.1f} s, {len(film.frames)} pictures, {path.stat().st_size / 1000:.0f} kB")
                page.close()


def main(words: Sequence[str]) -> None:
    folder = Path(words[0]) if words else PICTURES
    folder.mkdir(parents=True, exist_ok=True)
    record(folder)


if __name__ == "__main__":
    main(sys.argv[1:])
