"""``migration-lab explain``: the page of an id, what a text may mean, or the list of all ids. Touches no database."""

from __future__ import annotations

import re
import sys

from migration_lab.coach import catalogue, find_entry
from migration_lab.coach.reading_text import MIGRATING, SeenText
from migration_lab.coach.recognising_text import MayBe, recognise_text
from migration_lab.errors import LabError
from migration_lab.hiding import hide_secrets
from migration_lab.terminal.exit_codes import FOUND, NOTHING
from migration_lab.terminal.plain_text import one_line, wrapped

AN_ID = re.compile(r"\s*[A-Za-z]\d{1,2}\s*")
STDIN = "-"
NOT_SEEN = "Nothing in it shows that Alembic ran: if another tool printed it, it may be something else."
LONGEST = 200
"""How much of a line is shown."""


def explain_command(what: str) -> int:
    """Print what ``what`` asks for, and return the exit code: 1 if nothing is known of it."""
    if not what:
        return list_all()
    if AN_ID.fullmatch(what):
        return show_page(what.strip())
    text = sys.stdin.buffer.read().decode("utf-8", "replace") if what == STDIN else what
    found = recognise_text(text)
    if not found:
        print("The coach knows nothing that fits this text. migration-lab explain lists all that it knows.")
        return FOUND
    print("\n\n".join([beginning(text, found), *map(shown, found)]))
    return NOTHING


def show_page(id: str) -> int:
    try:
        entry = find_entry(id)
    except LabError:
        print(f"There is no entry {id.upper()}. migration-lab explain lists all that the coach knows.")
        return FOUND
    print(entry.page.rstrip())
    return NOTHING


def list_all() -> int:
    for entry in catalogue().values():
        print(f"{entry.id:<4} {entry.title}")
    print("\nmigration-lab explain ID shows the page of one of them.")
    return NOTHING


def beginning(text: str, found: list[MayBe]) -> str:
    file, line = SeenText.of(text).place
    which = "one of these" if len(found) > 1 else "this"
    look = f" The line to look at: {one_line(file)}, line {line}." if file else ""
    other = "" if MIGRATING.search(text) else f" {NOT_SEEN}"
    return f"From the text alone, it may be {which}.{other}{look}"


def shown(one: MayBe) -> str:
    entry = one.entry
    lines = [f"{entry.id}  {entry.title}"]
    if one.line:
        line = hide_secrets(one.line)
        lines.append(wrapped(f"because of: {line[:LONGEST]}{'…' if len(line) > LONGEST else ''}", "     "))
    lines.append(wrapped(entry.words.why, "     "))
    lines.append(f"     migration-lab explain {entry.id}")
    return "\n".join(lines)
