"""A review as JSON, for other programs. Its keys stay; ``version`` grows if one of them changes its meaning.

``version``: 1. ``project``: the name of its folder. ``database``: which one it is, without a password. ``which``:
``pending``, ``all``, ``since …`` or ``changed since …``. ``reviewed``: the revisions that were looked at.
``rows_known``: whether all of them were tried with the rows of a database. ``notes``: what was not looked at, and why.
``could_not_look``: the reason, and then nothing else is known; or ``null``. ``counts``: the number of findings by
severity. ``exit_code``.

``findings``: each with ``id``, ``severity``, ``title``, ``what``, ``why``, ``now`` (a list: ``say``, and ``run`` and
``sql`` where there is a command), ``file`` (relative to the folder where the command ran, or else a whole path),
``line``, ``source`` (the text of that line), ``revision``, ``docs`` (a URL) and ``chapter``; each of these six is
``null`` where there is none.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from migration_lab.terminal.findings import Review
from migration_lab.values.advice import Advice, Do

VERSION = 1


def json_report(review: Review, start: Path) -> str:
    return json.dumps(report(review, start), indent=2) + "\n"


def report(review: Review, start: Path) -> dict[str, Any]:
    return {
        "version": VERSION,
        "project": review.folder.name,
        "database": review.database or None,
        "which": review.which,
        "reviewed": list(review.reviewed),
        "rows_known": review.rows_known,
        "notes": list(review.notes),
        "could_not_look": review.could_not or None,
        "findings": [finding(one, review, start) for one in review.findings],
        "counts": review.counts,
        "exit_code": review.exit_code,
    }


def finding(advice: Advice, review: Review, start: Path) -> dict[str, Any]:
    return {
        "id": advice.id,
        "severity": advice.severity,
        "title": advice.title,
        "what": advice.what,
        "why": advice.why,
        "now": [to_do(one) for one in advice.now],
        "file": review.shown(advice.file, start) if advice.file else None,
        "line": advice.line or None,
        "source": advice.source or None,
        "revision": advice.revision or None,
        "docs": advice.docs or None,
        "chapter": advice.chapter or None,
    }


def to_do(do: Do) -> dict[str, str]:
    return {"say": do.say, **({"run": do.run} if do.run else {}), **({"sql": do.sql} if do.sql else {})}
