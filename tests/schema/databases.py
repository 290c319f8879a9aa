"""What the tests of both databases share."""

from __future__ import annotations

from sqlalchemy import Engine

HOSTILE = [
    'a "b" c',
    "it's",
    "😀",
    "<script>alert(1)</script>",
    "select",
    "a.b",
    "[x]",
    "`y`",
    "ä\nö",
    "--",
    "%s :x",
    " ",
]
"""Names that a table may well have."""


def run(engine: Engine, *statements: str) -> None:
    with engine.begin() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)


def quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
