"""Make text from a project safe to print: names may hold line breaks, and what a terminal or CI takes for a command."""

from __future__ import annotations

import re
import textwrap

from migration_lab.values.visible_text import plain

WIDTH = 100
BEGUN = re.compile(r"\A(\s*)::")
"""So a command of a GitHub workflow begins: at the beginning of a line, after any blanks."""
WORD_BEGUN = re.compile(r"(?<!\S)::")
OLD_WORKFLOW = re.compile(r"#(?=#(?:vso)?\[)")
"""So an old one begins, or one of Azure Pipelines, anywhere in a line: ``##[error]``."""
BROKEN = r"\\x3a:"


def one_line(text: str) -> str:
    """Return the text in one line, as every display writes names; it begins no command of CI."""
    return OLD_WORKFLOW.sub(r"\\x23", BEGUN.sub(rf"\1{BROKEN}", plain(text)))


def wrapped(text: str, first: str = "", rest: str | None = None) -> str:
    """Break the text into lines of ``WIDTH``; the first line begins with ``first``, the others with ``rest``.

    Any word may come to begin a line, so none begins as a command of CI does.
    """
    indent = " " * len(first) if rest is None else rest
    return textwrap.fill(
        WORD_BEGUN.sub(BROKEN, one_line(text)),
        WIDTH,
        initial_indent=first,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
