"""``migration-lab explain``: the page of an id, what a text may mean, titles that have a word, or the list of all ids.

Touches no database.
"""

from __future__ import annotations

import re
import sys

from migration_lab.coach import Entry, catalogue, find_entry
from migration_lab.coach.failing_trial import MEANING, REHEARSAL
from migration_lab.coach.filling import fill
from migration_lab.coach.reading_text import MIGRATING, SeenText
from migration_lab.coach.recognising_text import MayBe, recognise_text
from migration_lab.errors import LabError
from migration_lab.hiding import hide_secrets
from migration_lab.terminal.exit_codes import FOUND, NOTHING
from migration_lab.terminal.plain_text import one_line, wrapped
from migration_lab.values.tried import LEFT_OVER

AN_ID = re.compile(r"\s*[A-Za-z]\d{1,2}\s*")
STDIN = "-"
WORD = re.compile(r"\w+")
ONE_OF_THEM = "migration-lab explain ID shows the page of one of them."
NOT_SEEN = "Nothing in it shows that Alembic ran: if another tool printed it, it may be something else."
LONGEST = 200
"""How much of a line is shown."""
FIELDS = {
    "child": "the other table",
    "column": "the column",
    "env": "env.py",
    "leftover": f"{LEFT_OVER}…",
    "models": ["the models"],
    "modules": ["the app's models"],
    "parent": "the table",
    "table": "the table",
    "version_table": "alembic_version",
}
"""What stands for the names in an entry's words, where nothing but a text is known."""


def explain_command(what: str) -> int:
    """Print what ``what`` asks for, and return the exit code: 1 if nothing is known of it."""
    if not what:
        return list_all()
    if AN_ID.fullmatch(what):
        return show_page(what.strip())
    if what.strip().lower() == REHEARSAL:
        print(wrapped(MEANING, ""))
        return NOTHING
    text = sys.stdin.buffer.read().decode("utf-8", "replace") if what == STDIN else what
    found = recognise_text(text)
    if not found and (entries := titled(text)):
        print("\n".join([*map(in_the_list, entries), "", ONE_OF_THEM]))
        return NOTHING
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
    print("\n".join([*map(in_the_list, catalogue().values()), "", ONE_OF_THEM]))
    return NOTHING


def in_the_list(entry: Entry) -> str:
    return f"{entry.id:<4} {entry.title}"


def titled(text: str) -> list[Entry]:
    """Return the entries that have all these words, or words that begin like them, in the title or to be found by."""
    wanted = WORD.findall(text.lower())
    return [entry for entry in catalogue().values() if wanted and has_words(entry, wanted)]


def has_words(entry: Entry, wanted: list[str]) -> bool:
    there = [*WORD.findall(entry.title.lower()), *entry.search]
    return all(any(one.startswith(word) for one in there) for word in wanted)


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
    lines.append(wrapped(fill(entry.words_for(one.case).why, FIELDS), "     "))
    lines.append(f"     migration-lab explain {entry.id}")
    return "\n".join(lines)
