"""Say in a sentence why an app does not load, and what to do about it. Reads the project's files, and runs nothing."""

from __future__ import annotations

import re

from migration_lab.coach.saying import say
from migration_lab.coach.standing.diagnosis import joined
from migration_lab.coach.standing.project_detection import (
    apps_in,
    environment_in,
    framework_of,
    projects_below,
    text_of,
)
from migration_lab.installing import install_command
from migration_lab.three_places.facts import Facts
from migration_lab.values.wording import ended, why_ended

NO_APP = re.compile(r"Could not locate a Flask application")
NO_MODULE = re.compile(r"Could not import '(?P<name>[^']+)'")
NO_FLASK_IN = re.compile(r"Failed to find Flask application or factory in module '(?P<name>[^']+)'")
NEEDS_ARGUMENTS = re.compile(r"Detected factory '(?P<factory>[^']+)' in module '(?P<module>[^']+)', but could not call")
"""What Flask's own error says, which has nothing but its message."""


def why(facts: Facts) -> str:
    """Say why the app does not load, in one or more whole sentences."""
    outcome = facts.outcome
    error = outcome.report.error
    flask_says = error.message if error and error.type == "NoAppException" else ""
    if NO_APP.match(flask_says):
        return no_app(facts)
    if match := NO_MODULE.match(flask_says):
        where = "" if facts.app_given else say("loading.where_flask_looks")
        return joined(say("loading.no_module", module=match["name"]), where, try_one(facts))
    if match := NO_FLASK_IN.match(flask_says):
        if (kind := framework_of(facts.root)) not in ("", "Flask"):
            return other_project(facts, kind)
        return say("loading.no_app_in_module", module=match["name"])
    if match := NEEDS_ARGUMENTS.match(flask_says):
        return say("loading.needs_arguments", **match.groupdict())
    kind = framework_of(facts.root)
    if kind not in ("", "Flask"):
        return other_project(facts, kind)
    if error and error.question is not None:
        return say("loading.asks")
    sentence = say("loading.fails", why=ended(why_ended(error, outcome.exit_code, facts.printed)))
    missing = next((one.missing for one in error.chain() if one.missing), None) if error else None
    if missing is None:
        return sentence
    if missing.kind == "variable":
        return joined(sentence, say("loading.needs_variable", name=missing.name))
    return joined(sentence, module_missing(facts, missing.name))


def no_app(facts: Facts) -> str:
    """Say what to do when flask found neither app.py nor wsgi.py, and was not told of another file."""
    root = facts.root
    if "FLASK_APP" in text_of(root / ".flaskenv") or "FLASK_APP" in text_of(root / ".env"):
        return say("loading.needs_dotenv", install=install_command("python-dotenv", facts.python))
    kind = framework_of(root)
    if kind in ("", "Flask") and (other := try_one(facts)):
        return joined(say("loading.no_app_file"), other)
    if kind not in ("", "Flask") or (kind == "" and (root / "alembic.ini").is_file()):
        return other_project(facts, kind)
    below = projects_below(root)
    return joined(
        say("loading.no_app_yet"), say("loading.is_it_below", folders=" or ".join(below[:3])) if below else ""
    )


def other_project(facts: Facts, kind: str) -> str:
    """Say which kind of project it is, when it is not a Flask project."""
    if kind == "Django":
        return say("loading.django")
    if not kind:
        return say("loading.plain_alembic")
    alembic = (facts.root / "alembic.ini").is_file()
    return say("loading.other_with_alembic", kind=kind) if alembic else say("loading.other_framework", kind=kind)


def try_one(facts: Facts) -> str:
    """Say where an app seems to be; empty where there is none."""
    if apps := apps_in(facts.root):
        return say("loading.app_in" if len(apps) == 1 else "loading.apps_in", apps=apps, app=apps[0])
    if inside := apps_in(facts.root / "src"):
        return say("loading.app_in_src", app=inside[0])
    return ""


def module_missing(facts: Facts, name: str) -> str:
    """Say what to do when a module is missing: it lies in another folder, or another Python has it."""
    top, root = name.partition(".")[0], facts.root
    if any(((root / top).is_dir(), (root / f"{top}.py").is_file())) and "." not in name:
        return ""
    if (root / "src" / top).is_dir() or (root / "src" / f"{top}.py").is_file():
        return say("loading.module_in_src", module=top)
    if facts.own_python:
        return say("loading.own_python_lacks", module=top, install=install_command(top, facts.python))
    if environment := environment_in(root):
        return say("loading.has_environment", module=top, environment=environment)
    return say("loading.python_lacks", module=top, install=install_command(top))
