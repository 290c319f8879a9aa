"""A review as SARIF 2.1.0, which GitHub and editors take: rules with their pages, and results at lines.

Touches nothing but the catalogue.
"""

from __future__ import annotations

import json
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any
from urllib.parse import quote

from migration_lab.coach import catalogue
from migration_lab.terminal.findings import Review
from migration_lab.terminal.formats.numbered_steps import numbered
from migration_lab.values.advice import Advice

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
LEVELS = {"fails": "error", "loses": "error", "blocks": "warning", "risk": "warning", "style": "note"}
PROJECT = "PROJECT"
"""The name of the project's folder, for what lies outside of the folder where the command ran."""


def sarif(review: Review, start: Path) -> str:
    return json.dumps(log(review, start), indent=2) + "\n"


def log(review: Review, start: Path) -> dict[str, Any]:
    ids = list(dict.fromkeys(one.id for one in review.findings))
    examples = {one.id: one for one in reversed(review.findings)}
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "migration-lab",
                        **own_version(),
                        "rules": [rule(examples[id]) for id in ids],
                    }
                },
                "columnKind": "utf16CodeUnits",
                "originalUriBaseIds": {PROJECT: {"uri": f"{review.folder.absolute().as_uri().rstrip('/')}/"}},
                "invocations": [invocation(review, start)],
                "results": [result(one, ids.index(one.id), review, start) for one in review.findings],
            }
        ],
    }


def own_version() -> dict[str, str]:
    try:
        return {"semanticVersion": version("migration-lab")}
    except PackageNotFoundError:
        return {}


def rule(advice: Advice) -> dict[str, Any]:
    """Describe one of the ids, with the page as help."""
    entry = catalogue().get(advice.id)
    found: dict[str, Any] = {
        "id": advice.id,
        "shortDescription": {"text": advice.title},
        "fullDescription": {"text": advice.why or advice.title},
        "defaultConfiguration": {"level": LEVELS[entry.severity if entry else advice.severity]},
    }
    if entry:
        found["shortDescription"] = {"text": entry.title}
        found["help"] = {"text": entry.page, "markdown": entry.page}
        found |= {"helpUri": entry.docs} if entry.docs else {}
    return found


def result(advice: Advice, index: int, review: Review, start: Path) -> dict[str, Any]:
    return {
        "ruleId": advice.id,
        "ruleIndex": index,
        "level": LEVELS[advice.severity],
        "message": {"text": "\n".join([advice.what, *numbered(advice)])},
        # GitHub takes no result without a line.
        "locations": [location(advice.file or f"{review.scripts}/env.py", advice.line or 1, review, start)],
        "properties": {"severity": advice.severity, "revision": advice.revision},
    }


def location(file: str, line: int, review: Review, start: Path) -> dict[str, Any]:
    shown = review.shown(file, start)
    outside = Path(shown).is_absolute()
    artifact = {"uri": quote(file if outside else shown), **({"uriBaseId": PROJECT} if outside else {})}
    region = {"region": {"startLine": line}} if line else {}
    return {"physicalLocation": {"artifactLocation": artifact, **region}}


def invocation(review: Review, start: Path) -> dict[str, Any]:
    """Say whether the lab could look, and if not, why."""
    found: dict[str, Any] = {"executionSuccessful": not review.could_not, "exitCode": review.exit_code}
    told: list[dict[str, Any]] = [{"level": "note", "message": {"text": note}} for note in review.notes]
    if review.could_not:
        told.append({"level": "error", "message": {"text": review.could_not}})
        if review.file:
            told[-1]["locations"] = [location(review.file, review.line, review, start)]
    return found | ({"toolExecutionNotifications": told} if told else {})
