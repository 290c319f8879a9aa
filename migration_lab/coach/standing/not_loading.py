"""Say in a sentence why an app does not load, and what to do about it. Reads the project's files, and runs nothing."""

from __future__ import annotations

import re

from migration_lab.coach.standing.project_detection import (
    apps_in,
    environment_in,
    framework_of,
    projects_below,
    text_of,
)
from migration_lab.installing import install_command
from migration_lab.three_places.facts import Facts
from migration_lab.values.questions import NO_KEYBOARD
from migration_lab.values.wording import ended, listed, why_ended

NO_APP = re.compile(r"Could not locate a Flask application")
NO_MODULE = re.compile(r"Could not import '(?P<name>[^']+)'")
NO_FLASK_IN = re.compile(r"Failed to find Flask application or factory in module '(?P<name>[^']+)'")
NEEDS_ARGUMENTS = re.compile(r"Detected factory '(?P<factory>[^']+)' in module '(?P<module>[^']+)', but could not call")
"""What Flask's own error says, which has nothing but its message."""
FOR_NOW = "The lab opens Flask-Migrate projects for now"


def why(facts: Facts) -> str:
    """Say why the app does not load, in one or more whole sentences."""
    outcome = facts.outcome
    error = outcome.report.error
    flask_says = error.message if error and error.type == "NoAppException" else ""
    if NO_APP.match(flask_says):
        return no_app(facts)
    if match := NO_MODULE.match(flask_says):
        other = "" if facts.app_given else " flask looks for the module that FLASK_APP names, or app.py."
        return (
            f"There is no module {match['name']} in this folder, so no flask command can work.{other}{try_one(facts)}"
        )
    if match := NO_FLASK_IN.match(flask_says):
        if (kind := framework_of(facts.root)) not in ("", "Flask"):
            return other_project(facts, kind)
        return (
            f"The module {match['name']} has no Flask app that flask finds by itself. Say where the app is: "
            f'open_project(…, app="{match["name"]}:NAME"), where NAME is the app, or the function that makes it.'
        )
    if match := NEEDS_ARGUMENTS.match(flask_says):
        call = f"{match['module']}:{match['factory']}('…')"
        return (
            f"The function {match['factory']} in {match['module']} makes the app, and it needs arguments. Give them: "
            f'open_project(…, app="{call}").'
        )
    kind = framework_of(facts.root)
    if kind not in ("", "Flask"):
        return other_project(facts, kind)
    if error and error.question is not None:
        return (
            f"The app asks a question when it starts, {NO_KEYBOARD}. So the lab cannot look at it, and as long as "
            "it asks, its flask commands run only in a terminal."
        )
    reason = ended(why_ended(error, outcome.exit_code, facts.printed))
    sentence = f"The app does not load, so no flask db command can work: {reason}"
    missing = next((one.missing for one in error.chain() if one.missing), None) if error else None
    if missing is None:
        return sentence
    if missing.kind == "variable":
        return f"{sentence} It needs the environment variable {missing.name}. Set it first: %env {missing.name}=…"
    return f"{sentence}{module_missing(facts, missing.name)}"


def no_app(facts: Facts) -> str:
    """Say what to do when flask found neither app.py nor wsgi.py, and was not told of another file."""
    root = facts.root
    if "FLASK_APP" in text_of(root / ".flaskenv") or "FLASK_APP" in text_of(root / ".env"):
        return (
            "The file .flaskenv or .env says where the app is, but flask needs python-dotenv to read it, which this "
            f'Python does not have: {install_command("python-dotenv", facts.python)}, or name the app with app="…".'
        )
    kind = framework_of(root)
    if kind in ("", "Flask") and (other := try_one(facts)):
        return f"flask looks for a file app.py or wsgi.py, but there is none.{other}"
    if kind not in ("", "Flask") or (kind == "" and (root / "alembic.ini").is_file()):
        return other_project(facts, kind)
    below = projects_below(root)
    where = f" Is the project in the folder {' or '.join(below[:3])}?" if below else ""
    return f"There is no app yet: flask looks for a file app.py, but there is none.{where}"


def other_project(facts: Facts, kind: str) -> str:
    """Say which kind of project it is, when it is not a Flask project."""
    if kind == "Django":
        return f"This is a Django project, and Django has its own migrations. {FOR_NOW}."
    alembic = (facts.root / "alembic.ini").is_file()
    if kind:
        scripts = ", and it uses plain Alembic (alembic.ini)" if alembic else ""
        return f"This is a {kind} project{scripts}. {FOR_NOW}."
    return f"This is an Alembic project without Flask: it has alembic.ini, but no Flask app. {FOR_NOW}."


def try_one(facts: Facts) -> str:
    """Say where an app seems to be; empty where none is facts."""
    apps = apps_in(facts.root)
    if not apps:
        inside = apps_in(facts.root / "src")
        if not inside:
            return ""
        return f' There seems to be one in the folder src: open that folder, with app="{inside[0]}".'
    if len(apps) == 1:
        return f' There seems to be one in {apps[0]}: open_project(…, app="{apps[0]}").'
    return f' There seem to be apps in {listed(apps)}: for example open_project(…, app="{apps[0]}").'


def module_missing(facts: Facts, name: str) -> str:
    """Say what to do when a module is missing: it lies in another folder, or another Python has it."""
    top, root = name.partition(".")[0], facts.root
    if any(((root / top).is_dir(), (root / f"{top}.py").is_file())) and "." not in name:
        return ""
    if (root / "src" / top).is_dir() or (root / "src" / f"{top}.py").is_file():
        return f" {top} is in the folder src: open that folder, or set PYTHONPATH to src first (%env PYTHONPATH=src)."
    if facts.own_python:
        return (
            f" The Python given as python= does not have {top}. If the package has the same name: "
            f"{install_command(top, facts.python)}."
        )
    if environment := environment_in(root):
        return (
            f" The notebook's Python does not have {top}. The project has an environment of its own, {environment}: "
            f'open it with open_project(…, python="{environment}").'
        )
    return (
        f" The notebook's Python does not have {top}. If the project has an environment of its own, name it: "
        f'open_project(…, python="…"). Otherwise install what the project needs: {install_command(top)}, if the '
        "package has the same name."
    )
