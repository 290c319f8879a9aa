"""The links of a folder of HTML pages: where they lead, and what the pages load."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
LOADED = re.compile(r"url\(\s*['\"]?([^'\")]+)|@import\s+['\"]([^'\"]+)")
LOADING = {"script": "src", "img": "src", "iframe": "src", "link": "href", "source": "srcset"}
"""The tags that make a browser fetch something at once, and where they say what."""


@dataclass
class Read(HTMLParser):
    """What a page has: the places to which a link can lead, its links, what it loads, and pictures without words."""

    page: str
    places: set[str] = field(default_factory=set)
    links: list[str] = field(default_factory=list)
    loads: list[str] = field(default_factory=list)
    without_words: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.places |= {values[name] for name in ("id", "name") if name in values}
        if tag == "a" and "href" in values:
            self.links.append(values["href"])
        if (name := LOADING.get(tag, "")) in values and values.get("rel") not in ("next", "prev", "canonical"):
            self.loads.append(values[name])
        elif name in values:
            self.links.append(values[name])
        if tag == "img" and not values.get("alt"):
            self.without_words.append(values["src"])


def read_site(folder: Path) -> dict[str, Read]:
    """Read all pages of a site, by their paths in it."""
    found = {}
    for path in sorted(folder.rglob("*.html")):
        name = path.relative_to(folder).as_posix()
        found[name] = Read(name)
        found[name].feed(path.read_text(encoding="utf-8"))
    return found


def broken(folder: Path, pages: dict[str, Read]) -> list[str]:
    """Say which links, and which files that a page loads, lead to nothing that is in the site."""
    found = []
    for name, page in pages.items():
        for link in {*page.links, *page.loads}:
            if ELSEWHERE.match(link):
                continue
            path, _, place = link.partition("#")
            path = path.partition("?")[0]
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(path))) if path else name
            there = (folder / target).is_file()
            if not there or (place and target in pages and unquote(place) not in pages[target].places):
                found.append(f"{name}: {link}")
    return sorted(found)


def loaded_from_elsewhere(folder: Path, pages: dict[str, Read]) -> list[str]:
    """Say what pages and styles would fetch from another machine as soon as they are read."""
    found = [f"{name}: {one}" for name, page in pages.items() for one in page.loads if ELSEWHERE.match(one)]
    for path in folder.rglob("*.css"):
        urls = (first or second for first, second in LOADED.findall(path.read_text(encoding="utf-8")))
        found += [f"{path.name}: {one}" for one in urls if ELSEWHERE.match(one) and not one.startswith("data:")]
    return found
