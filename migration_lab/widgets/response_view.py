"""Show what the app answered: the status, then formatted JSON, or the page as a browser draws it."""

from __future__ import annotations

import json
import re
from textwrap import dedent
from typing import Any

from migration_lab.values.result import Response
from migration_lab.values.visible_text import plain
from migration_lab.widgets.html import code, details, esc, paragraph
from migration_lab.widgets.live import Display
from migration_lab.widgets.words import block

WIDTH = 110
MOST_LINES = 30
CLOCK = re.compile(r"^\[\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3}\] ", re.MULTILINE)
"""How Flask's log begins a line: with a time, which differs on every run."""
BODY = re.compile(r"<body[^>]*>(.*)</body>", re.DOTALL | re.IGNORECASE)
FRAME = (
    '<div style="min-height: 2em; padding: 6px 6px 16px; resize: vertical; overflow: hidden; '
    'border: 1px solid #8a8a8a; border-radius: 6px">\n<iframe sandbox="" title="{title}" srcdoc="{page}" width="100%" '
    'height="{height}" style="background: white; border: 0; display: block; min-height: 100%; max-height: 100%">'
    "The page is drawn here when you run the cell.</iframe>\n</div>"
)
"""The lower edge of the box stays free of the frame, so that it can be pulled taller.

The height is the frame's, because JupyterLab leaves the frame out of a notebook that it does not trust yet: then the
box holds only the sentence, which no browser shows inside a frame.
"""
LINE = re.compile(r"<(?:tr|li|p|h[1-6]|dt|dd|pre|br|option)\b", re.IGNORECASE)
TALL_LINE = 36
LOWEST, HIGHEST = 160, 900
"""Pixels: the page's scripts are locked out, so nothing can measure it, and its lines are counted instead."""


class ResponseView(Display):
    """Shows ``response``; you can ask it for ``status``, ``ok``, ``json`` and ``text``."""

    def __init__(self, response: Response) -> None:
        self.response = response

    @property
    def status(self) -> int:
        return self.response.status

    @property
    def ok(self) -> bool:
        """Whether the status is below 400."""
        return self.response.ok

    @property
    def text(self) -> str:
        return self.response.text

    @property
    def json(self) -> Any:
        """The answer as a Python value. Raises ``ValueError`` when it is no JSON."""
        return self.response.json

    def __str__(self) -> str:
        answer = self.response
        parts = [f"GET {plain(answer.path)} → {self._status()}  {self._type()}".rstrip(), self._changed(), self._body()]
        return "\n".join(part for part in (*parts, self._log()) if part)

    def html(self) -> str:
        answer = self.response
        head = f"{code('GET ' + plain(answer.path))} → <strong>{esc(self._status())}</strong>"
        parts = [paragraph(f"{head} {esc(self._type())}".rstrip())]
        if self._changed():
            parts.append(paragraph(esc(self._changed())))
        source = f"<pre>{code(self._body())}</pre>" if self._body() else ""
        if self._cause():
            parts.append(f"<pre>{code(self._cause())}</pre>")
        if self._is_page() and self.ok:
            title = esc(f"The page {plain(answer.path)}")
            parts.append(FRAME.format(title=title, page=esc(answer.text), height=frame_height(answer.text)))
            parts.append(details("Source of the page's body", source))
        elif source:
            parts.append(source)
        if self._log():
            parts.append(details("What the app printed", f"<pre>{code(self._log())}</pre>"))
        return "\n".join(parts)

    def _status(self) -> str:
        return plain(f"{self.response.status} {self.response.reason}".strip())

    def _type(self) -> str:
        return plain(self.response.content_type.partition(";")[0])

    def _changed(self) -> str:
        """Say that asking has changed something, and how to take it back; usually nothing."""
        back = self.response.way_back
        return plain(f"Asking the app has changed something. {back.sentence}") if back.changed else ""

    def _is_page(self) -> bool:
        return "html" in self.response.content_type

    def _body(self) -> str:
        """Return the answer; nothing of a page that only says that something went wrong: the app's log says what."""
        if self._is_page() and self._log():
            return ""
        if "json" in self.response.content_type:
            try:
                return _trimmed(json_text(self.response.json))
            except ValueError:
                pass
        found = BODY.search(self.response.text) if self._is_page() else None
        source = found.group(1) if found else self.response.text
        return _trimmed(dedent("\n".join(line for line in source.splitlines() if line.strip())))

    def _log(self) -> str:
        """Return the end of what the app printed, if it failed: the last lines of a traceback say most."""
        if self.ok or not self.response.log.strip():
            return ""
        lines = block(CLOCK.sub("", self.response.log)).splitlines()
        return "\n".join(["…", *lines[-MOST_LINES:]] if len(lines) > MOST_LINES else lines)

    def _cause(self) -> str:
        """Return the error that ended the view, on one line; empty where there was none."""
        return block(self.response.error.first_line) if self.response.error and not self.ok else ""


def frame_height(page: str) -> int:
    """Choose a height that fits the page, as far as its markup shows, within bounds; the rest scrolls."""
    return min(max(LOWEST, TALL_LINE * (len(LINE.findall(page)) + 2)), HIGHEST)


def json_text(value: Any, indent: int = 0) -> str:
    """Format JSON with each list and object on one line where it fits, and several objects on a line each."""
    flat = json.dumps(value, ensure_ascii=False)
    many_rows = isinstance(value, list) and len(value) > 1 and any(isinstance(item, list | dict) for item in value)
    if not isinstance(value, list | dict) or not value or (len(flat) + indent <= WIDTH and not many_rows):
        return flat
    inner = indent + 2
    if isinstance(value, list):
        opening, closing, items = "[", "]", [json_text(item, inner) for item in value]
    else:
        named = ((json.dumps(key, ensure_ascii=False), item) for key, item in value.items())
        opening, closing, items = "{", "}", [f"{key}: {json_text(item, inner)}" for key, item in named]
    body = ",\n".join(" " * inner + item for item in items)
    return f"{opening}\n{body}\n{' ' * indent}{closing}"


def _trimmed(text: str) -> str:
    lines = block(text).splitlines()
    if len(lines) > MOST_LINES:
        lines = [*lines[:MOST_LINES], f"… and {len(lines) - MOST_LINES} more lines"]
    return "\n".join(lines)
