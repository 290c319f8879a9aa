"""S24: a statement that PostgreSQL refuses inside a transaction. Touches nothing."""

from __future__ import annotations

from migration_lab.coach.explaining import Match, Ran
from migration_lab.values.source_lines import hidden_in_code, raw_line

BLOCK = "with op.get_context().autocommit_block():\n        {}"


def refused(ran: Ran) -> Match | None:
    file, line = ran.place
    operation = ran.failed_operation
    if operation is None or file not in {one.path for one in ran.graph.revisions}:
        return None
    lines = ran.source(file)
    text = raw_line(lines, line)
    # One whole statement on a line of its own, directly in upgrade() or downgrade().
    whole = text.startswith("    op.") and text.count("(") == text.count(")") and text.rstrip().endswith(")")
    whole = whole and hidden_in_code(text) == text  # what is shown has to be what is written
    block = BLOCK.format(text.strip()) if whole else ""
    facts = {"text": text.strip(), "block": block, "by_hand": not block}
    return Match(facts, "index" if operation.kind in ("CreateIndex", "DropIndex") else "")
