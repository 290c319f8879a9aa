"""What PostgreSQL's SQL does to its transaction is told by its statements, and by nothing that only looks like one."""

from __future__ import annotations

import pytest

from migration_lab.child.sandbox.guards import Guards, Refused
from migration_lab.child.sandbox.postgresql_sql_text import Kind, kind_of, read

ONE_STATEMENT = {
    "SELECT 1": "NOTHING",
    "  -- COMMIT;\n begin": "BEGINS",
    "/* a /* nested; */ COMMIT; */ START TRANSACTION READ WRITE;": "BEGINS",
    "COMMIT AND CHAIN": "ENDS",
    "end": "ENDS",
    "ROLLBACK": "ENDS",
    "ROLLBACK WORK TO SAVEPOINT a": "NOTHING",
    "ROLLBACK TO a": "NOTHING",
    "SAVEPOINT a": "NOTHING",
    "PREPARE TRANSACTION 'a'": "TWO_PHASE",
    "COMMIT PREPARED 'a'": "TWO_PHASE",
    "PREPARE a AS SELECT 1": "NOTHING",
    "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE": "SETS",
    "SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE": "NOTHING",
    "DISCARD ALL": "DISCARDS",
    "SELECT 'it''s; COMMIT;'": "NOTHING",
    "SELECT E'it\\'s; COMMIT;'": "NOTHING",
    "SELECT '\\'": "NOTHING",
    'SELECT "a;""b; COMMIT"': "NOTHING",
    "DO $$ BEGIN COMMIT; END $$": "NOTHING",
    "DO $a$ BEGIN $$; COMMIT; $$ END $a$": "NOTHING",
    "SELECT $1, a$b$c FROM t": "NOTHING",
    "SELECT 'not closed; COMMIT": "NOTHING",
    "SELECT a FROM b AS c WHERE d = E'\\'; COMMIT' AND e = '\\' AND f$g = $a$; COMMIT $a$": "NOTHING",
}


@pytest.mark.parametrize(("sql", "kind"), ONE_STATEMENT.items())
def test_one_statement_is_one_whatever_is_in_its_strings_and_comments(sql: str, kind: str) -> None:
    _, statements = read(sql)
    assert [kind_of(words) for words in statements] == [Kind[kind]]


@pytest.mark.parametrize("sql", ["", ";", " ; -- SELECT 1\n;", "/* not closed; SELECT 1"])
def test_a_string_without_a_statement_has_none(sql: str) -> None:
    assert read(sql)[1] == []


def test_the_statements_of_a_string_are_told_apart() -> None:
    _, statements = read("SELECT '\\'; COMMIT; SELECT $$a;b$$;;BEGIN")
    assert [kind_of(words).name for words in statements] == ["NOTHING", "ENDS", "NOTHING", "BEGINS"]


REACHING = ["GRANT a TO b", "NOTIFY news", "SELECT pg_notify('a', 'b')", "ANALYZE", "SELECT lo_create(0)"]


@pytest.mark.parametrize("sql", REACHING)
def test_sql_that_reaches_too_far_is_refused_and_not_where_it_is_only_a_string(sql: str) -> None:
    refuse = Guards.refuse_statement
    with pytest.raises(Refused):
        refuse(read(sql)[0], True)
    with pytest.raises(Refused):
        refuse(read(f"SELECT 1; {sql}")[0], True)
    refuse(read(f"SELECT '; {sql.replace(chr(39), chr(39) * 2)}' -- {sql}")[0], True)
