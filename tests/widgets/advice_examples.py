"""Advice as the coach gives it, for the displays that show it."""

from __future__ import annotations

from migration_lab.values.advice import Advice, Do

SCRIPT = "migrations/versions/966fe46cbb16_add_language.py"
LINES = [
    '"""add language"""',
    "",
    "def upgrade():",
    "    with op.batch_alter_table('talk', schema=None) as batch_op:",
    "        batch_op.add_column(sa.Column('language', sa.String(), nullable=False))",
    "        batch_op.drop_column('phone')",
]
NOT_NULL = Advice(
    "S06",
    "A new NOT NULL column on a table that has rows",
    "fails",
    "talk.language is new and NOT NULL, but talk has 8 rows already.",
    "NOT NULL means that every row has a value.",
    (
        Do("Give the column a value: add server_default= in line 5.", file=SCRIPT, line=5),
        Do("Then run the upgrade again.", run="flask db upgrade", sure=True),
    ),
    "Nothing was changed: the database is still at revision 78a26b55c326.",
    SCRIPT,
    5,
    LINES[4].strip(),
    "966fe46cbb16",
    "https://alembic.sqlalchemy.org/en/latest/ops.html",
    "03",
)
DROPS = Advice(
    "A1",
    "A column is dropped, with its values",
    "loses",
    "5 values of talk.phone will be gone.",
    "A column takes its values with it.",
    (
        Do(
            "Say that nobody needs them.",
            file=SCRIPT,
            line=6,
            replace=LINES[5].strip(),
            by=f"{LINES[5].strip()}  # lab: ok A1",
        ),
    ),
    file=SCRIPT,
    line=6,
    source=LINES[5].strip(),
)


def lines(file: str) -> list[str]:
    """The lines of the script, and of no other file."""
    return LINES if file == SCRIPT else []
