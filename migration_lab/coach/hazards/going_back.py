"""What a downgrade does not bring back, as a trial of both ways has shown. Touches nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from migration_lab.coach.hazards.lost_checks import checks_lost
from migration_lab.coach.hazards.rows_not_back import downgrade_of, gone_for_good, not_brought_back
from migration_lab.coach.warning import Hazard, Rehearsal
from migration_lab.schema import Change, Enum
from migration_lab.values.error_report import ErrorReport
from migration_lab.values.operations import RanOperation
from migration_lab.values.tried import TriedBack

NO_NAME = ("it has no name", "Constraint must have a name")
"""How Alembic and SQLAlchemy say that a constraint without a name cannot be dropped."""
LONGEST = 80
"""A difference that takes more characters than this is not told in a list."""
NO_BATCH = "in SQLite dialect"
"""In Alembic's words for what SQLite's ALTER TABLE does not know, and a batch does."""


def no_way_back(rehearsal: Rehearsal) -> Iterator[Hazard]:
    """Find what is not as it was after an upgrade and its downgrade; nothing where another entry tells it."""
    back = rehearsal.tried.back
    if back is None or back.untried:
        return
    if back.error and says_so(rehearsal, back.error):
        yield from gone_for_good(rehearsal)
        return
    if back.error:
        if not drops_without_name(back):
            message = back.error.first_line
            facts = {"revision": back.failed or "", "message": message, "batch": NO_BATCH in message}
            yield Hazard(None, facts, case="fails", file=back.error.file, line=back.error.line)
        return
    for revision, changes in by_revision(rehearsal, back).items():
        file, line = downgrade_of(rehearsal, revision)
        yield Hazard(None, {"revision": revision, "left": tuple(map(told, changes))}, file=file, line=line)
    yield from not_brought_back(rehearsal, back)


def says_so(rehearsal: Rehearsal, error: ErrorReport) -> bool:
    """Tell whether the script itself says that there is no way back: Alembic raises the same where SQLite has none."""
    lines = rehearsal.source(error.file) if error.file else ()
    text = lines[error.line - 1] if 0 < error.line <= len(lines) else "raise"
    return error.type == "NotImplementedError" and re.search(r"\braise\b", text) is not None


def drops_without_name(back: TriedBack) -> bool:
    return back.error is not None and any(words in one.message for one in back.error.chain() for words in NO_NAME)


def by_revision(rehearsal: Rehearsal, back: TriedBack) -> dict[str, list[Change]]:
    """Group what is left by the revision that made it; what none is known to have made belongs to the last one."""
    found: dict[str, list[Change]] = {}
    ours = {(bind, check) for bind, _, check in checks_lost(rehearsal)}
    for bind, change in back.left:
        if (change.kind == "check" and (bind, change.before) in ours) or does_no_harm(change):
            continue
        revision = next((one.revision for one in rehearsal.tried.operations if concerns(one, bind, change)), "")
        found.setdefault(revision or rehearsal.tried.ran[-1], []).append(change)
    return found


def does_no_harm(change: Change) -> bool:
    """Tell whether it is in nobody's way: an extension that stays, and the new labels of an enum, which have to."""
    before, after = change.before, change.after
    if isinstance(before, Enum) and isinstance(after, Enum):
        return [one for one in after.labels if one in before.labels] == [*before.labels]
    return (change.kind, change.action) == ("extension", "added")


def concerns(operation: RanOperation, bind: str, change: Change) -> bool:
    if operation.bind != bind:
        return False
    names = {operation.table, operation.name, *(f"{operation.table}.{one}" for one in operation.columns)}
    return change.name in names or any(change.name in sql for sql in operation.statements)


def told(change: Change) -> str:
    """Say how the structure differs from what it was, in a few words: ``table tag is there``."""
    detail = f" ({change.detail})" if 0 < len(change.detail) <= LONGEST else ""
    how = {"added": "is there", "dropped": "is missing", "changed": f"is not as it was{detail}"}[change.action]
    return f"{change.kind} {change.name} {how}"
