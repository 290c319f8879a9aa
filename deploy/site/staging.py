"""Write what Sphinx reads: the repository's own texts and notebooks, in the site's order.

It goes to a folder that is thrown away after the build.
"""

from __future__ import annotations

import re
from pathlib import Path

import nbformat

from deploy.site.links import rewrite, rewrite_html
from deploy.site.pages import COACH_INDEX, FIRST, PROJECT, Pages, all_pages
from deploy.site.pictures_in_text import both_themes
from deploy.site.reference import reference

LANGUAGES = {".py": "python", ".toml": "toml", ".yml": "yaml", ".yaml": "yaml", ".json": "json", ".csv": "text"}
CELL = "ipython3"
"""The name under which ``conf.py`` has the lexer of a cell."""

ORPHAN = "---\norphan: true\n---\n\n"


def stage(folder: Path) -> Pages:
    """Write all pages into ``folder``, and return them. Raises ``LookupError`` for a link that leads nowhere."""
    texts = reference()
    pages = all_pages(texts)
    for source, page in pages.names.items():
        write_page(folder, source, page, pages)
    for page, text in texts.items():
        write(folder / f"{page}.md", text)
    for source, page in pages.sources.items():
        write(folder / f"{page}.md", ORPHAN + as_it_is(PROJECT / source, source))
    return pages


def write_page(folder: Path, source: str, page: str, pages: Pages) -> None:
    path = PROJECT / source
    if path.suffix == ".ipynb":
        notebook = nbformat.read(path, as_version=4)
        notebook.metadata.language_info.pygments_lexer = CELL
        for cell in notebook.cells:
            if cell.cell_type == "markdown":
                cell.source = rewrite(cell.source, source, page, pages.find)
            for output in cell.get("outputs", ()):
                if html := output.get("data", {}).get("text/html"):
                    output.data["text/html"] = rewrite_html(html, source, page, pages.find)
        write(folder / f"{page}.ipynb", nbformat.writes(notebook))
        return
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".md":
        text = f"# {path.stem.capitalize()}\n\n{fenced(text, 'text')}"
    text = rewrite(text, source, page, pages.find)
    write(folder / f"{page}.md", both_themes(text, page) + lists(page, pages))


def lists(page: str, pages: Pages) -> str:
    """Return the lists of pages that belong below this one: Sphinx makes order and navigation of them."""
    if page == FIRST:
        return "".join(toctree(part.names, part.caption) for part in pages.parts)
    if page == COACH_INDEX:
        return toctree([one.removeprefix("coach/") for one in pages.entries])
    return ""


def toctree(names: list[str], caption: str = "") -> str:
    options = [":hidden:", *([f":caption: {caption}"] if caption else [])]
    return "\n".join(["", "```{toctree}", *options, "", *names, "```", ""])


def as_it_is(path: Path, name: str) -> str:
    """Return a page that shows a file, or all files of a folder, as they are."""
    if path.is_file():
        return f"# {path.name}\n\n`{name}`\n\n{shown(path)}"
    files = sorted(one for one in path.rglob("*") if one.is_file() and not hidden(one.relative_to(path)))
    parts = [f"## {one.relative_to(path).as_posix()}\n\n{shown(one)}" for one in files]
    return "\n".join([f"# {name}\n", *parts])


def hidden(path: Path) -> bool:
    return bool({"__pycache__", "instance"}.intersection(path.parts)) or path.name.startswith(".")


def shown(path: Path) -> str:
    return fenced(path.read_text(encoding="utf-8"), LANGUAGES.get(path.suffix, "text"))


def fenced(text: str, language: str) -> str:
    fence = "`" * max([3, *(len(run) + 1 for run in re.findall("`{3,}", text))])
    return f"{fence}{language}\n{text.rstrip()}\n{fence}\n"


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
