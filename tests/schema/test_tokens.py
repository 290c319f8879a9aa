"""The tokenizer never mistakes what is quoted, or a comment, for SQL."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migration_lab.schema.tokens import closing_at, fold, split, squeeze, tokenize, unquote

QUOTES = [("'", "'"), ('"', '"'), ("`", "`")]
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))


def texts(sql: str) -> list[str]:
    return [token.text for token in tokenize(sql)]


@given(TEXT)
def test_no_character_is_lost_but_white_space_and_comments(sql: str) -> None:
    at = 0
    for token in tokenize(sql):
        between = sql[at : token.start]
        assert tokenize(between) == []
        assert sql[token.start : token.end] == token.text
        at = token.end
    assert tokenize(sql[at:]) == []


@given(st.sampled_from(QUOTES), TEXT)
def test_whatever_is_in_quotes_is_one_token(quotes: tuple[str, str], inner: str) -> None:
    opening, closing = quotes
    token, comma = tokenize(f"{opening}{inner.replace(closing, closing * 2)}{closing},")
    assert unquote(token.text) == inner
    assert comma.text == ","


@given(TEXT.filter(lambda inner: "]" not in inner))
def test_brackets_quote_a_name(inner: str) -> None:
    token, comma = tokenize(f"[{inner}],")
    assert (token.kind, unquote(token.text), comma.text) == ("name", inner, ",")


@given(TEXT)
def test_a_name_quoted_by_sqlite_reads_back(name: str) -> None:
    (quoted,) = (
        sqlite3.connect(":memory:").execute("SELECT '\"' || replace(?, '\"', '\"\"') || '\"'", (name,)).fetchone()
    )
    (token,) = tokenize(quoted)
    assert unquote(token.text) == name


@given(TEXT)
def test_squeezing_keeps_the_tokens(sql: str) -> None:
    assert texts(squeeze(sql)) == texts(sql)


@given(TEXT)
def test_names_fold_as_sqlite_folds_them(name: str) -> None:
    (folded,) = sqlite3.connect(":memory:").execute("SELECT lower(?)", (name,)).fetchone()
    assert fold(name) == folded


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("a -- b, 'c\n, d", ["a", ",", "d"]),
        ("a /* ) ' */ b /* not closed", ["a", "b"]),
        ("'--' \"/*\" c", ["'--'", '"/*"', "c"]),
        ("x'AB' x 'AB'", ["x'AB'", "x", "'AB'"]),
        ("1.5e-3+.5", ["1.5e-3", "+", ".5"]),
        ("a<>b||c", ["a", "<>", "b", "||", "c"]),
        ("größe 表 😀 a$1", ["größe", "表", "😀", "a$1"]),
        ("'not closed", ["'", "not", "closed"]),
        ("", []),
    ],
)
def test_tokens(sql: str, expected: list[str]) -> None:
    assert texts(sql) == expected


def test_squeeze_leaves_literals_alone() -> None:
    assert squeeze("a\n  >  'two  spaces' -- why\n AND b") == "a > 'two  spaces' AND b"


def test_split_heeds_parentheses() -> None:
    parts = split(tokenize("a, f(b, (c, d)), ',', \"e,\""))
    assert [[token.text for token in part] for part in parts][1:] == [
        ["f", "(", "b", ",", "(", "c", ",", "d", ")", ")"],
        ["','"],
        ['"e,"'],
    ]


def test_closing_at_skips_quoted_parentheses() -> None:
    tokens = tokenize("(a ')' \")\" (b)) c")
    assert tokens[closing_at(tokens, 0) + 1].text == "c"
    assert closing_at(tokenize("(a"), 0) == 2
