"""Prepare what a card shows of one step, as words and values. Pure: a `Step` in, dataclasses out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from itertools import groupby

from migration_lab.backends.version_table import DEFAULT, only_writes
from migration_lab.values.result import Step
from migration_lab.values.statement import Statement
from migration_lab.values.visible_text import plain
from migration_lab.widgets.advice_state import WarningsState
from migration_lab.widgets.database_state import (
    DatabaseState,
    Fact,
    called,
    database_facts,
    database_state,
    revision_facts,
)
from migration_lab.widgets.headline import Headline, headlines
from migration_lab.widgets.words import block, count, shorten

ABOUT_VERSION_TABLE = "Alembic's own table: it records which revision this database is at"
MOST_PARAMETERS = 3
FAILED = "failed"
ROLLED_BACK = "taken back by a rollback"
LONGEST_PARAMETERS = 200
DETECTED = re.compile(r"^INFO +\[alembic\.autogenerate[\w.]*\] ((?:Detected|Renamed) .+)$", re.MULTILINE)
"""A line in which autogenerate says what it has found."""


@dataclass(frozen=True, slots=True)
class CardSql:
    """A statement, with how often it ran in a row."""

    sql: str
    times: int
    parameters: tuple[str, ...]
    """The bound values of the first few times."""
    bookkeeping: bool
    """Whether it only touches ``alembic_version``."""
    note: str
    """What happened to it, in words: that it failed or was rolled back. Empty when it ran and stayed."""
    seconds: float | None = None
    """How long it took, all times together: for the widget only, as it is never the same twice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardState(DatabaseState):
    """A whole card: the default database, or the only one, and everything else."""

    command: str
    headlines: tuple[Headline, ...]
    """What became of each table: what is read first."""
    facts: tuple[Fact, ...]
    elsewhere: tuple[DatabaseState, ...]
    """The other databases that changed."""
    statements: tuple[CardSql, ...]
    why: str
    """Why the command failed, in one line; empty when it did not."""
    detected: tuple[str, ...]
    """What autogenerate has found, in Alembic's own words: ``Detected added column 'speaker.bio'``."""
    output: str
    """What the command printed, if that is shown nowhere else; else empty."""
    files: tuple[tuple[str, str], ...]
    """``+`` written or ``-`` removed, and the path."""
    warnings: WarningsState | None = None
    """What is known of the script that it has written, before that runs."""

    @property
    def databases(self) -> tuple[DatabaseState, ...]:
        """All databases that changed, the default one first."""
        return (self, *self.elsewhere)


def card_state(step: Step, *, folded: bool = False, warnings: WarningsState | None = None) -> CardState:
    """Read a step; ``folded`` puts what it printed into the state."""
    default = database_state(step.default, called(step.bind) if step.elsewhere else "", step.result.sql)
    elsewhere = tuple(database_state(one, called(one.bind), step.result.sql) for one in step.elsewhere)
    return CardState(
        **{field.name: getattr(default, field.name) for field in fields(default)},
        command=plain(step.result.command),
        headlines=tuple(
            line
            for change, state in zip((step.default, *step.elsewhere), (default, *elsewhere), strict=True)
            for line in headlines(change, state)
        ),
        facts=tuple(_facts(step, (default, *elsewhere))),
        elsewhere=elsewhere,
        why="" if step.result.ok else plain(step.result.cause),
        detected=tuple(plain(one) for one in DETECTED.findall(step.result.output)),
        output=block(step.result.output) if folded else "",
        statements=tuple(statements_of(step.statements, step.after.version_table)),
        files=(
            *(("+", plain(path)) for path in step.result.written),
            *(("-", plain(path)) for path in step.result.removed),
        ),
        warnings=warnings,
    )


def _facts(step: Step, databases: tuple[DatabaseState, ...]) -> Iterator[Fact]:
    if not step.result.ok:
        yield Fact("!", f"failed with exit code {step.result.exit_code}")
    changes = zip((step.default, *step.elsewhere), databases, strict=True)
    facts = [fact for change, state in changes for fact in database_facts(change, state)]
    yield from sorted(facts, key=lambda fact: fact.mark != "!")
    yield from _file_facts(step)
    moves = [fact for state in databases for fact in revision_facts(state)]
    if (step.result.written or step.result.removed) and not (facts or moves):
        yield Fact("", "no table changed")
    if step.way_back.not_kept and not step.changed:
        yield Fact("!", f"changed {plain('; '.join(step.way_back.not_kept))}")
    yield from moves


def _file_facts(step: Step) -> Iterator[Fact]:
    for paths, mark, verb in ((step.result.written, "+", "wrote"), (step.result.removed, "-", "removed")):
        scripts = [path for path in paths if path.endswith(".py") and "/versions/" in f"/{path}"]
        for which, noun in ((scripts, "script"), ([path for path in paths if path not in scripts], "file")):
            if which:
                yield Fact(mark, f"{verb} {count(len(which), noun)}")


def statements_of(statements: Iterable[Statement], version_table: str = DEFAULT) -> Iterator[CardSql]:
    """Return the statements to show, with equal ones in a row as one."""
    for (sql, note), group in groupby(statements, key=lambda statement: (statement.sql, _note(statement))):
        ran = list(group)
        parameters = tuple(shorten(plain(one.parameters), LONGEST_PARAMETERS) for one in ran if one.parameters)
        times = [one.microseconds for one in ran if one.microseconds is not None]
        seconds = sum(times) / 1_000_000 if times else None
        bookkeeping = only_writes(sql, version_table)
        yield CardSql(block(sql), len(ran), parameters[:MOST_PARAMETERS], bookkeeping, note, seconds)


def _note(statement: Statement) -> str:
    return FAILED if statement.failed else ROLLED_BACK if statement.rolled_back else ""
