"""A picture in two themes follows the reader's system on GitHub; on the site it follows the site's own switch."""

from __future__ import annotations

import posixpath
import re

from bs4 import BeautifulSoup, Tag

PICTURE = re.compile(r"<picture>.*?</picture>", re.DOTALL)
DARK = "(prefers-color-scheme: dark)"
THEMES = ("light", "dark")


def both_themes(text: str, page: str) -> str:
    """Return the text of ``page`` with one ``<picture>`` for each theme in place of each."""
    return PICTURE.sub(lambda found: "\n".join(for_theme(found[0], theme, page) for theme in THEMES), text)


def for_theme(html: str, theme: str, page: str) -> str:
    """Return the ``<picture>`` as a reader of one theme sees it, with the files as the site serves them."""
    picture = BeautifulSoup(html, "html.parser").picture
    assert isinstance(picture, Tag)
    image = picture.img
    assert isinstance(image, Tag)
    for source in picture.find_all("source"):
        media = str(source["media"])
        others = [one for one in re.split(r"\s+and\s+", media) if one != DARK]
        if (DARK in media) != (theme == "dark"):
            source.decompose()
        elif others:
            source["media"] = " and ".join(others)
        else:
            image["src"] = str(source["srcset"])
            source.decompose()
    for tag, name in ((image, "src"), *((one, "srcset") for one in picture.find_all("source"))):
        served = f"_static/{posixpath.basename(str(tag[name]))}"
        tag[name] = posixpath.relpath(served, posixpath.dirname(page) or ".")
    picture["class"] = f"only-{theme}"
    image["loading"] = "lazy"
    return " ".join(str(picture).split())
