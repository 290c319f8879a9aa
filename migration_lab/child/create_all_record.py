"""In a command's own process: note where the project calls ``create_all()``, which makes tables without a script.

Touches no database by itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from migration_lab.child.installed import Installed
from migration_lab.child.operations_record import script_line


@dataclass(slots=True)
class CreateAllRecord:
    """The project's own line that called it first; an empty file as long as none has."""

    file: str = ""
    line: int = 0

    def listen(self, installed: Installed) -> CreateAllRecord:
        from sqlalchemy import MetaData

        create_all = MetaData.create_all

        def noted(metadata: Any, *args: Any, **options: Any) -> Any:
            if not self.file:
                self.file, self.line = script_line()
            return create_all(metadata, *args, **options)

        installed.patch(MetaData, "create_all", noted)
        return self
