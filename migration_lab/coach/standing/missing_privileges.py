"""Withhold a command that would fail because the database role lacks a privilege. Touches nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from migration_lab.coach.saying import say
from migration_lab.coach.standing.diagnosis import Diagnosis, joined
from migration_lab.schema import Change, Schema
from migration_lab.three_places.comparison import Comparison
from migration_lab.three_places.facts import Facts
from migration_lab.values.checked import Rights

WRITING = ("upgrade", "stamp", "migrate")
"""The ``flask db`` commands that make Alembic's own table where there is none."""
MADE = ("table", "view", "enum", "domain", "sequence", "function", "procedure", "aggregate", "statistics")
"""What belongs to a schema, so that making it needs the privilege CREATE on that schema."""
PLAIN = re.compile(r"[a-z_][a-z0-9_]*")

Lack = tuple[str, str]
"""What the role may not do, and what would help."""


def withheld(verdict: Diagnosis, facts: Facts, compared: Mapping[str, Comparison]) -> Diagnosis:
    """Remove the command from the verdict, and say why, where the role is known to lack a privilege for it."""
    if lack := lacking(facts, compared, verdict.next_command or ""):
        sentence = joined(verdict.sentence, say("privileges.but", lack=lack))
        return replace(verdict, sentence=sentence, next_command=None)
    return verdict


def lacking(facts: Facts, compared: Mapping[str, Comparison], command: str) -> str:
    """Say that the command would fail for lack of a privilege, and what would help; empty where it would not."""
    words = command.split()
    if words[:2] != ["flask", "db"] or words[2] not in WRITING or facts.looked.checked is None:
        return ""
    for bind, rights in facts.looked.checked.rights.items():
        one, database = compared.get(bind), facts.databases.get(bind)
        if one is None or database is None:
            continue
        stands = bool(facts.looked.checked.current.get(bind))
        lacks = [*of_its_own(rights, database, words, stands)]
        lacks += of_the_scripts(rights, database, tuple(one.pending) if words[2] == "upgrade" else ())
        for what, remedy in lacks:
            about = {"command": " ".join(words[:3]), "role": rights.role, "lack": what, "remedy": remedy}
            return say("privileges.would_fail", **about)
    return ""


def of_its_own(rights: Rights, database: Schema, words: Sequence[str], stands: bool) -> Iterator[Lack]:
    """Yield what is lacking for Alembic's own table; ``stands`` says whether that holds a revision."""
    table = rights.version_table
    if table not in database.table_names:
        yield from may_not_make(rights, f"the table {table}", table, database)
    elif (
        words[2] != "migrate" and "--purge" not in words and table in (rights.no_update if stands else rights.no_insert)
    ):
        remedy = say("privileges.grant_write", table=quoted(table), role=quoted(rights.role))
        yield say("privileges.no_write", verb="UPDATE" if stands else "INSERT", table=table), remedy


def of_the_scripts(rights: Rights, database: Schema, pending: Sequence[Change]) -> Iterator[Lack]:
    """Yield what is lacking for the changes that the scripts make."""
    tables = set(database.table_names)
    for change in pending:
        table = change.table
        if table in tables and (owner := rights.owners.get(table)):
            remedy = say("privileges.change_owner", owner=owner, table=quoted(table), role=quoted(rights.role))
            yield say("privileges.not_owner", table=table, owner=owner), remedy
        elif change.action == "added" and change.kind in MADE:
            yield from may_not_make(rights, f"the {change.kind} {change.name}", change.name, database)


def may_not_make(rights: Rights, what: str, name: str, database: Schema) -> Iterator[Lack]:
    home, dot, _ = name.partition(".")
    schema = home if dot and home in database.schemas else rights.schema
    role = quoted(rights.role)
    if schema is None:
        yield say("privileges.no_schema", what=what, path=rights.search_path), say("privileges.set_path", role=role)
    elif schema in rights.closed:
        remedy = say("privileges.grant_create", schema=quoted(schema), role=role)
        yield say("privileges.no_create", what=what, schema=schema), remedy


def quoted(name: str) -> str:
    """Quote a name for SQL, with its schema if it has one."""
    parts = (part if PLAIN.fullmatch(part) else '"' + part.replace('"', '""') + '"' for part in name.split(".", 1))
    return ".".join(parts)
