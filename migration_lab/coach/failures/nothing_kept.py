"""S23: a command ran its scripts and went well, and the transaction around it was never committed. Touches nothing."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from migration_lab.coach.explaining import Match, Ran
from migration_lab.coach.taking_back import drops

EXECUTES = ("execute", "exec_driver_sql", "scalar", "scalars", "begin")


def never_committed(ran: Ran) -> Match | None:
    step = ran.step
    table = step.after.version_table or step.before.version_table
    lost = any(
        one.rolled_back and not one.failed and one.changes_something and table in one.sql for one in step.result.sql
    )
    if not lost or step.revisions_before != step.revisions_after:
        return None
    file = env_file(ran)
    line = before_configure(ran.source(file)) if file else 0
    facts: dict[str, object] = {"env": file or "env.py", "env_line": line, "at": line, "unknown": not line}
    stayed = [*step.difference]
    facts["stayed"] = [str(one).partition("  ")[0] for one in stayed]
    facts["sql"] = ";\n".join(drops(stayed, step.result.operations))
    facts["by_hand"] = not facts["sql"]
    case = "stayed" if stayed else ""
    return Match(facts, case, file if line else "", line)


def env_file(ran: Ran) -> str:
    """Return the project's env.py, which lies above the folder of the scripts."""
    paths = {one.path.rpartition("/versions/")[0] for one in ran.graph.revisions if "/versions/" in one.path}
    return f"{paths.pop()}/env.py" if len(paths) == 1 else ""


def before_configure(lines: Sequence[str]) -> int:
    """Return the line of env.py that runs SQL on a connection before ``context.configure`` gets it; 0 for none."""
    try:
        tree = ast.parse("\n".join(lines))
    except (SyntaxError, ValueError):
        return 0
    for block in (node for node in ast.walk(tree) if isinstance(node, ast.With)):
        calls = [node for part in block.body for node in ast.walk(part) if isinstance(node, ast.Call)]
        named = [(node, node.func.attr) for node in calls if isinstance(node.func, ast.Attribute)]
        configure = next((node.lineno for node, name in named if name == "configure"), 0)
        early = [node.lineno for node, name in named if name in EXECUTES and node.lineno < configure]
        commits = [node.lineno for node, name in named if name == "commit" and node.lineno < configure]
        if early and not any(line > early[-1] for line in commits):
            return early[0]
    return 0
