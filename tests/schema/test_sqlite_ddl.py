"""What is read out of SQLite's DDL is what SQLite itself took it to mean."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from migration_lab.schema.model import Check, ForeignKey, PrimaryKey, UniqueKey
from migration_lab.schema.sqlite_ddl import parse_index, parse_query, parse_table, parse_virtual


def test_a_check_inside_a_literal_a_name_or_a_comment_is_none() -> None:
    table = parse_table(
        """CREATE TABLE t (
            a TEXT DEFAULT 'CHECK (x)', -- CONSTRAINT no CHECK (a)
            "CHECK (b)" TEXT, /* UNIQUE (a) */
            [UNIQUE] TEXT CONSTRAINT "yes ("
                CHECK ([UNIQUE] <> ')' /* why
                not */   AND a  > '  ')
        )"""
    )
    assert table.checks == [Check("[UNIQUE] <> ')' AND a > '  '", "yes (")]
    assert table.unique_keys == []


def test_keys_of_columns_and_of_the_table() -> None:
    table = parse_table(
        """CREATE TABLE "t" (
            id INTEGER CONSTRAINT pk PRIMARY KEY ON CONFLICT FAIL AUTOINCREMENT NOT NULL,
            a INT CONSTRAINT ua UNIQUE ON CONFLICT IGNORE CONSTRAINT fa REFERENCES "p q" ON DELETE SET NULL,
            b INT DEFAULT -1 REFERENCES p (x) NOT DEFERRABLE INITIALLY IMMEDIATE CHECK (b > 0),
            c DECIMAL(10, 2) DEFAULT (1 + (2)) COLLATE NOCASE,
            CONSTRAINT uc UNIQUE (a, "b" COLLATE RTRIM DESC) CONSTRAINT ck CHECK (a OR b),
            FOREIGN KEY (a, b) REFERENCES p (x, [y z]) ON UPDATE CASCADE ON DELETE NO ACTION MATCH FULL
                DEFERRABLE INITIALLY DEFERRED
        )"""
    )
    assert table.primary_key == PrimaryKey(("id",), "pk")
    assert table.autoincrement
    assert table.unique_keys == [UniqueKey(("a",), "ua"), UniqueKey(("a", "b"), "uc")]
    assert table.checks == [Check("b > 0"), Check("a OR b", "ck")]
    assert table.collations == {"c": "NOCASE"}
    assert table.foreign_keys == [
        ForeignKey(("a",), "p q", (), "fa", "SET NULL"),
        ForeignKey(("b",), "p", ("x",)),
        ForeignKey(("a", "b"), "p", ("x", "y z"), None, None, "CASCADE", "DEFERRABLE INITIALLY DEFERRED"),
    ]


def test_generated_columns_and_options() -> None:
    table = parse_table(
        "CREATE TABLE t (a INT PRIMARY KEY, B INT GENERATED ALWAYS AS (a * (2)) STORED, c AS (a || ')') )"
        " WITHOUT  rowid, strict"
    )
    assert table.computed == {"b": "a * (2)", "c": "a || ')'"}
    assert table.options == ("STRICT", "WITHOUT ROWID")


@pytest.mark.parametrize(
    ("sql", "parts", "where"),
    [
        ("CREATE INDEX i ON t (A, b DESC)", ("a", "b DESC"), None),
        ('CREATE INDEX i ON t ("a" ASC, [b c] COLLATE NOCASE DESC)', ("a", "b c COLLATE NOCASE DESC"), None),
        ("CREATE INDEX i ON t (lower(a)  DESC, (a  + b), 'b')", ("lower(a) DESC", "(a + b)", "b"), None),
        ("CREATE INDEX \"i (\" ON [t (] (a) WHERE a > '(' -- x", ("a",), "a > '('"),
    ],
)
def test_index(sql: str, parts: tuple[str, ...], where: str | None) -> None:
    index = parse_index("i", sql, ("a", "b", "b c"))
    assert (index.parts, index.where, index.unique) == (parts, where, False)


def test_unique_index() -> None:
    assert parse_index("i", "CREATE UNIQUE INDEX i ON t (a)", ("a",)).unique


def test_view_and_virtual_table() -> None:
    assert parse_query('CREATE VIEW "AS" (a) /* AS */ AS SELECT 1\n  AS b;') == "SELECT 1\n  AS b"
    assert parse_virtual("CREATE VIRTUAL TABLE [USING] USING fts5(a, 'b  c')") == "USING fts5(a, 'b  c')"


# What SQLite makes of a table, compared with what we make of the same text.

NAMES = ("a", "B", '"c d"', "[e,f]", "`g(`", '"h"")"', "check_", "'i'", "größe")
TYPES = ("", "INTEGER", "VARCHAR(80)", "DECIMAL(10, 2)", '"my type"', "DOUBLE PRECISION")
NOISE = st.sampled_from([" ", "  ", "\n", " -- CHECK (x), ',\n", " /* UNIQUE (a) ' */ "])


def words(*parts: str) -> st.SearchStrategy[str]:
    """These parts with anything that is no SQL between them."""
    return st.tuples(*(st.tuples(st.just(part), NOISE) for part in parts)).map(
        lambda pairs: "".join("".join(pair) for pair in pairs)
    )


@st.composite
def tables(draw: st.DrawFn) -> str:
    names = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=5, unique=True))

    def some(pool: list[str]) -> str:
        return draw(st.sampled_from(pool))

    def named(constraint: str) -> str:
        name = some(["", "", "k", '"k ("', "'k'"])
        return draw(words(*(("CONSTRAINT", name) if name else ()), *constraint.split("\t")))

    reference = ["REFERENCES p", "REFERENCES p (x)", "REFERENCES [p q] (x) ON DELETE CASCADE"]
    reference += ["REFERENCES p ON UPDATE SET NULL DEFERRABLE INITIALLY DEFERRED", "REFERENCES p MATCH FULL"]
    parts = []
    for name in names:
        pieces = [name, some(list(TYPES))]
        options = ["NOT NULL", "DEFAULT ','", "DEFAULT (1)", "COLLATE NOCASE", "UNIQUE", "CHECK (1)", *reference]
        pieces += [
            named(option.replace(" ", "\t"))
            for option in draw(st.lists(st.sampled_from(options), max_size=3, unique=True))
        ]
        parts.append(draw(words(*pieces)))
    lists = draw(st.lists(st.lists(st.sampled_from(names), min_size=1, max_size=2, unique=True), max_size=3))
    for columns in lists:
        inner = ",".join(columns)
        targets = "x,y" if len(columns) == 2 else "x"
        kinds = [f"UNIQUE\t({inner})", "CHECK\t(')'<>',')", f"FOREIGN\tKEY\t({inner})\tREFERENCES\tp\t({targets})"]
        parts.append(named(some(kinds)))
    return f"CREATE TABLE t ({','.join(parts)})"


@given(tables())
@settings(max_examples=100)
def test_keys_agree_with_sqlites_pragmas(sql: str) -> None:
    connection = sqlite3.connect(":memory:")
    connection.execute(sql)
    table = parse_table(connection.execute("SELECT sql FROM sqlite_schema WHERE name = 't'").fetchone()[0])

    found: dict[int, list[tuple[str, ...]]] = {}
    for number, _, target, column, to, on_update, on_delete, _ in connection.execute("PRAGMA foreign_key_list(t)"):
        found.setdefault(number, []).append((target, column, to, on_update, on_delete))
    ours = [
        [
            (key.target, column, to, key.on_update or "NO ACTION", key.on_delete or "NO ACTION")
            for column, to in zip(key.columns, key.target_columns or [None] * len(key.columns), strict=True)
        ]
        for key in reversed(table.foreign_keys)
    ]
    assert ours == list(found.values())

    uniques = set()
    for _, index, _, origin, _ in connection.execute("PRAGMA index_list(t)").fetchall():
        if origin == "u":
            rows = connection.execute("SELECT name FROM pragma_index_info(?)", (index,))
            uniques.add(tuple(name for (name,) in rows))
    assert {key.columns for key in table.unique_keys} == uniques
    connection.close()
