"""Find out from the SQL that ran which tables and columns were renamed. Pure: statements in, names out.

It follows ``ALTER TABLE … RENAME``, and the copying by which SQLite's tables are rebuilt, in Alembic's batch mode or by
hand: ``CREATE TABLE _alembic_tmp_x …``, ``INSERT INTO _alembic_tmp_x (new) SELECT old FROM x``, ``DROP TABLE x``,
``RENAME TO x``. Names that are only alike, and values that are only equal, make no rename.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from migration_lab.schema import Renames
from migration_lab.schema.renames import NOTHING_RENAMED
from migration_lab.schema.tokens import Cursor, Token, split, tokenize, unquote
from migration_lab.values.statement import Statement

Origin = tuple[str, str] | None
"""The table and the column in which the values were at first; ``None`` for what is new."""
NO_COLUMN = ("CONSTRAINT", "PRIMARY", "UNIQUE", "FOREIGN", "CHECK", "INDEX", "EXCLUDE")


@dataclass(slots=True)
class Known:
    """What is known of one table."""

    first: str | None
    """Its name at first; ``None`` for a table that was made since."""
    columns: dict[str, Origin] = field(default_factory=dict)
    """Its columns that are not what they were; of a table that was made since, all those that were copied."""

    def origin(self, column: str) -> Origin:
        if column in self.columns or self.first is None:
            return self.columns.get(column)
        return self.first, column


def sql_renames(statements: Iterable[Statement]) -> Renames:
    """Return what these statements renamed, apart from those that failed or were rolled back."""
    ran = [one.sql for one in statements if not (one.failed or one.rolled_back)]
    if not any("rename" in sql.lower() for sql in ran):
        return NOTHING_RENAMED
    names = Names()
    for sql in ran:
        for tokens in _statements(sql):
            names.follow(Cursor(sql, tokens))
    return names.renames


class Names:
    """The names of tables and columns while statements run, and what each of them was at first."""

    def __init__(self) -> None:
        self.tables: dict[str, Known] = {}
        self.gone: dict[str, Known] = {}
        """The tables that were dropped, as they were then."""

    def follow(self, at: Cursor) -> None:
        """Note what one statement does to names."""
        if at.accept("ALTER", "TABLE"):
            self._alter(at)
        elif at.accept("CREATE", "TABLE"):
            at.accept("IF", "NOT", "EXISTS")
            self.tables[_table(at)] = Known(None)
        elif at.accept("DROP", "TABLE"):
            at.accept("IF", "EXISTS")
            name = _table(at)
            self.gone[name] = self._known(name)
            self.tables[name] = Known(None)
        elif at.accept("INSERT", "INTO"):
            self._copy(at)

    @property
    def renames(self) -> Renames:
        tables = [(known.first, name) for name, known in self.tables.items() if known.first not in (None, name)]
        columns = []
        for name, known in self.tables.items():
            whose = known.first or name
            heirs = Counter(origin for origin in known.columns.values() if origin)
            for column, origin in known.columns.items():
                if origin and origin[0] == whose and origin[1] != column and heirs[origin] == 1:
                    columns.append((name, origin[1], column))
        return Renames(tuple((str(old), new) for old, new in tables), tuple(columns))

    def _known(self, table: str) -> Known:
        return self.tables.setdefault(table, Known(table))

    def _alter(self, at: Cursor) -> None:
        at.accept("IF", "EXISTS")
        at.accept("ONLY")
        table = _table(at)
        known = self._known(table)
        if at.accept("RENAME", "TO"):
            home, dot, _ = table.rpartition(".")
            self._call(table, f"{home}{dot}{at.name()}")
        elif at.accept("RENAME", "CONSTRAINT"):
            return
        elif at.accept("RENAME"):
            at.accept("COLUMN")
            old = at.name()
            if at.accept("TO"):
                known.columns[at.name()] = known.origin(old)
                known.columns[old] = None
        elif at.accept("ADD") and at.word not in NO_COLUMN:
            at.accept("COLUMN")
            at.accept("IF", "NOT", "EXISTS")
            known.columns[at.name()] = None
        elif at.accept("DROP", "COLUMN"):
            at.accept("IF", "EXISTS")
            known.columns[at.name()] = None

    def _call(self, old: str, new: str) -> None:
        """Note a table's new name; a table that was made to replace one of that name is that one."""
        known = self.tables.pop(old)
        replaced = self.gone.get(new)
        if known.first is None and replaced is not None:
            known.first = replaced.first
            known.columns = {column: origin for column, origin in known.columns.items() if origin}
        self.tables[new] = known
        self.tables[old] = Known(None)

    def _copy(self, at: Cursor) -> None:
        """Note where the columns of a new table come from, if all rows of one table are copied into it."""
        new = self._known(_table(at))
        columns = at.columns()
        if new.first is not None or not at.accept("SELECT"):
            return
        rest = list(at.tokens[at.at :])
        where = next((place for place, token in enumerate(rest) if token.word == "FROM"), len(rest))
        source = Cursor(at.sql, rest[where + 1 :])
        table = _table(source) if source.more else ""
        parts = split(rest[:where])
        if not table or source.more or len(parts) != len(columns):
            return
        old = self._known(table)
        for column, part in zip(columns, parts, strict=True):
            copied = _column(part)
            new.columns[column] = old.origin(copied) if copied else None


def _table(at: Cursor) -> str:
    """Return the name of a table, with that of its schema if there is one."""
    name = at.name()
    while at.accept("."):
        name = f"{name}.{at.name()}"
    return name


def _column(tokens: Sequence[Token]) -> str | None:
    """Return the column that is selected as it is, or cast to another type; ``None`` for any other expression."""
    part = list(tokens)
    if len(part) > 2 and part[-2].word == "AS":
        part = part[:-2]
    if part and part[0].word == "CAST" and part[-1].word == ")":
        inner = part[2:-1]
        end = next((place for place, token in enumerate(inner) if token.word == "AS"), len(inner))
        part = inner[:end]
    names, dots = part[::2], part[1::2]
    plain = all(one.kind in ("word", "name") for one in names) and all(one.word == "." for one in dots)
    return unquote(part[-1].text) if plain and len(part) % 2 else None


def _statements(sql: str) -> Iterator[list[Token]]:
    """Cut SQL into statements, and leave out those that do nothing to names."""
    if sql.lstrip()[:6].upper() == "INSERT" and "select" not in sql.lower():
        return
    found: list[Token] = []
    for token in tokenize(sql):
        if token.word == ";":
            yield found
            found = []
        else:
            found.append(token)
    if found:
        yield found
