"""The line above which a statement is to be put is one above which a statement can stand."""

from __future__ import annotations

import pytest

from migration_lab.coach.mending_rows import line_above
from migration_lab.values.operations import RanOperation

SCRIPT = """\
def upgrade():
    if context.get_x_argument():
        op.drop_column(
            'speaker',
            'phone',
        )
    with op.batch_alter_table(
        'speaker', schema=None
    ) as batch_op:
        for name in NAMES:
            batch_op.drop_column(
                name
            )
    with lock(), op.batch_alter_table('talk') as batch_op: batch_op.drop_column('minutes')
"""


@pytest.mark.parametrize(("line", "above"), [(3, 3), (5, 3), (11, 7), (12, 7), (14, 14), (99, 99)])
def test_a_statement_can_stand_above_it(line: int, above: int) -> None:
    operation = RanOperation(kind="DropColumn", table="speaker", file="x.py", line=line)
    assert line_above(SCRIPT.splitlines(), operation) == above


def test_a_file_that_is_no_python_keeps_the_line() -> None:
    assert line_above(["with ("], RanOperation(kind="DropColumn", table="speaker", file="x.py", line=1)) == 1
