"""What is noted of operations disturbs none of them, even if the noting fails."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.operations import Operations

from migration_lab.child.installed import Installed
from migration_lab.child.operations_record import OperationsRecord

FAULTS = ["_before", "add", "extend", "_ends"]


@pytest.mark.parametrize("fault", [*FAULTS, "nothing"])
def test_a_script_runs_whatever_fails_as_it_is_noted(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> Any:
        raise ZeroDivisionError

    if fault in FAULTS:
        monkeypatch.setattr(OperationsRecord, fault, broken)
    record, installed = OperationsRecord([]), Installed(process_ends=False)
    try:
        record.listen(installed)
        with sa.create_engine("sqlite://").connect() as connection:
            op = Operations(MigrationContext.configure(connection))
            op.create_table("room", sa.Column("id", sa.Integer, primary_key=True))
            with op.batch_alter_table("room") as batch_op:
                batch_op.add_column(sa.Column("floor", sa.Integer))
                batch_op.add_column(sa.Column("level", sa.Integer))
            with pytest.raises(sa.exc.OperationalError):
                op.drop_table("talk")
            columns = [one["name"] for one in sa.inspect(connection).get_columns("room")]
    finally:
        installed.close()
    assert columns == ["id", "floor", "level"]
    assert record.busy == 0
    if fault in ("_ends", "nothing"):
        assert [one.kind for one in record.operations] == ["CreateTable", "AddColumn", "AddColumn", "DropTable"]
