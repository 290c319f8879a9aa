"""The command that is right in itself, and that the role of the database may not run. Touches nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from migration_lab.project.standing.finding import Finding
from migration_lab.project.three_places.found import Found
from migration_lab.project.three_places.rows_of_places import Compared
from migration_lab.schema import Change, Schema
from migration_lab.values.checked import Rights

WRITING = ("upgrade", "stamp", "migrate")
"""The ``flask db`` commands that make Alembic's own table where there is none."""
MADE = ("table", "view", "enum", "domain", "sequence", "function", "procedure", "aggregate", "statistics")
"""What lies in a schema, so that making it wants the right to."""
PLAIN = re.compile(r"[a-z_][a-z0-9_]*")

Lack = tuple[str, str]
"""What the role may not do, and what would help."""


def withheld(verdict: Finding, found: Found, compared: Mapping[str, Compared]) -> Finding:
    """The verdict, without its command where that is known to fail for want of a right, which is then said."""
    if lack := lacking(found, compared, verdict.next_command or ""):
        return replace(verdict, sentence=f"{verdict.sentence} But {lack}", next_command=None)
    return verdict


def lacking(found: Found, compared: Mapping[str, Compared], command: str) -> str:
    """That the command would fail since the role may not do what it does, and what would help; empty where it may."""
    words = command.split()
    if words[:2] != ["flask", "db"] or words[2] not in WRITING or found.looked.checked is None:
        return ""
    for bind, rights in found.looked.checked.rights.items():
        one, database = compared.get(bind), found.databases.get(bind)
        if one is None or database is None:
            continue
        stands = bool(found.looked.checked.current.get(bind))
        lacks = [*of_its_own(rights, database, words, stands)]
        lacks += of_the_scripts(rights, database, tuple(one.pending) if words[2] == "upgrade" else ())
        for what, remedy in lacks:
            return f"{' '.join(words[:3])} would fail: the role {rights.role} {what}. {remedy}"
    return ""


def of_its_own(rights: Rights, database: Schema, words: Sequence[str], stands: bool) -> Iterator[Lack]:
    """What is lacking for Alembic's own table; ``stands`` says whether that holds a revision."""
    table = rights.version_table
    if table not in database.table_names:
        yield from may_not_make(rights, f"the table {table}", table, database)
    elif (
        words[2] != "migrate" and "--purge" not in words and table in (rights.no_update if stands else rights.no_insert)
    ):
        verb = "UPDATE" if stands else "INSERT"
        remedy = (
            f"Its owner can give the right: GRANT INSERT, UPDATE, DELETE ON {quoted(table)} TO {quoted(rights.role)}."
        )
        yield f"has no right to {verb} in {table}", remedy


def of_the_scripts(rights: Rights, database: Schema, pending: Sequence[Change]) -> Iterator[Lack]:
    """What is lacking for the changes that the scripts make."""
    tables = set(database.table_names)
    for change in pending:
        table = change.table
        if table in tables and (owner := rights.owners.get(table)):
            yield (
                f"may not change the structure of {table}, which belongs to the role {owner}",
                f"Run it as {owner}; or an administrator gives the table away: ALTER TABLE {quoted(table)} OWNER TO "
                f"{quoted(rights.role)}.",
            )
        elif change.action == "added" and change.kind in MADE:
            yield from may_not_make(rights, f"the {change.kind} {change.name}", change.name, database)


def may_not_make(rights: Rights, what: str, name: str, database: Schema) -> Iterator[Lack]:
    home, dot, _ = name.partition(".")
    schema = home if dot and home in database.schemas else rights.schema
    role = quoted(rights.role)
    if schema is None:
        yield (
            f"has no schema to make {what} in, since its search_path ({rights.search_path}) names none that it may use",
            f"Make that schema; or set another path: ALTER ROLE {role} SET search_path = public.",
        )
    elif schema in rights.closed:
        yield (
            f"may not make {what} in the schema {schema}",
            f"The schema's owner can give the right: GRANT CREATE ON SCHEMA {quoted(schema)} TO {role}.",
        )


def quoted(name: str) -> str:
    """A name, with its schema perhaps, as SQL takes it."""
    parts = (part if PLAIN.fullmatch(part) else '"' + part.replace('"', '""') + '"' for part in name.split(".", 1))
    return ".".join(parts)
