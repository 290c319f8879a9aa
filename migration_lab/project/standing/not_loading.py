"""Why an app does not load, in a sentence, and what to do about it. Reads the project's files, and runs nothing."""

from __future__ import annotations

import re

from migration_lab.installing import install_command
from migration_lab.project.standing.surroundings import apps_in, environment_in, framework_of, projects_below, text_of
from migration_lab.project.three_places.found import Found
from migration_lab.values.questions import NO_KEYBOARD
from migration_lab.values.wording import ended, listed, why_ended

NO_APP = re.compile(r"Could not locate a Flask application")
NO_MODULE = re.compile(r"Could not import '(?P<name>[^']+)'")
NO_FLASK_IN = re.compile(r"Failed to find Flask application or factory in module '(?P<name>[^']+)'")
NEEDS_ARGUMENTS = re.compile(r"Detected factory '(?P<factory>[^']+)' in module '(?P<module>[^']+)', but could not call")
"""What Flask's own error says, which has nothing but its message."""
FOR_NOW = "The lab opens Flask-Migrate projects for now"


def why(found: Found) -> str:
    """The whole sentence, with its full stop."""
    outcome = found.outcome
    error = outcome.report.error
    flask_says = error.message if error and error.type == "NoAppException" else ""
    if NO_APP.match(flask_says):
        return no_app(found)
    if match := NO_MODULE.match(flask_says):
        other = "" if found.app_given else " It is the one that FLASK_APP names, or app.py."
        return (
            f"There is no module {match['name']} in this folder, so no flask command can work.{other}{try_one(found)}"
        )
    if match := NO_FLASK_IN.match(flask_says):
        if (kind := framework_of(found.root)) not in ("", "Flask"):
            return other_project(found, kind)
        return (
            f"The module {match['name']} has no Flask app that flask finds by itself. Say where it is: "
            f'open_project(…, app="{match["name"]}:NAME"), where NAME is the app, or the function that makes it.'
        )
    if match := NEEDS_ARGUMENTS.match(flask_says):
        call = f"{match['module']}:{match['factory']}('…')"
        return (
            f"The function {match['factory']} in {match['module']}, which makes the app, needs arguments. Give them: "
            f'open_project(…, app="{call}").'
        )
    kind = framework_of(found.root)
    if kind not in ("", "Flask"):
        return other_project(found, kind)
    if error and error.question is not None:
        return (
            f"The app asks a question as it starts, {NO_KEYBOARD}. So the lab cannot look at it, and its flask "
            "commands run in a terminal only, as long as it asks."
        )
    reason = ended(why_ended(error, outcome.exit_code, found.printed))
    sentence = f"The app does not load, so no flask db command can work: {reason}"
    missing = next((one.missing for one in error.chain() if one.missing), None) if error else None
    if missing is None:
        return sentence
    if missing.kind == "variable":
        return f"{sentence} It wants the environment variable {missing.name}: set it before, as %env {missing.name}=…"
    return f"{sentence}{module_missing(found, missing.name)}"


def no_app(found: Found) -> str:
    """flask found neither app.py nor wsgi.py, and nobody told it of another."""
    root = found.root
    if "FLASK_APP" in text_of(root / ".flaskenv") or "FLASK_APP" in text_of(root / ".env"):
        return (
            "The file .flaskenv or .env says where the app is, and flask reads it with python-dotenv, which this "
            f'Python does not have: {install_command("python-dotenv", found.python)}, or name the app with app="…".'
        )
    kind = framework_of(root)
    if kind in ("", "Flask") and (other := try_one(found)):
        return f"flask looks for a file app.py or wsgi.py, and finds none.{other}"
    if kind not in ("", "Flask") or (kind == "" and (root / "alembic.ini").is_file()):
        return other_project(found, kind)
    below = projects_below(root)
    where = f" Is the project in the folder {' or '.join(below[:3])}?" if below else ""
    return f"There is no app yet: flask looks for a file app.py, and finds none.{where}"


def other_project(found: Found, kind: str) -> str:
    """A project that is none of Flask's, by its name."""
    if kind == "Django":
        return f"This is a Django project, and Django has migrations of its own. {FOR_NOW}."
    alembic = (found.root / "alembic.ini").is_file()
    if kind:
        scripts = ", whose migrations Alembic runs by itself (alembic.ini)" if alembic else ""
        return f"This is a {kind} project{scripts}. {FOR_NOW}."
    return f"This is an Alembic project without Flask: it has alembic.ini, and no Flask app. {FOR_NOW}."


def try_one(found: Found) -> str:
    """Where an app seems to be."""
    apps = apps_in(found.root)
    if not apps:
        inside = apps_in(found.root / "src")
        if not inside:
            return ""
        return f' There seems to be one in the folder src: open that folder, with app="{inside[0]}".'
    if len(apps) == 1:
        return f' There seems to be one in {apps[0]}: open_project(…, app="{apps[0]}").'
    return f' There seem to be some in {listed(apps)}: open_project(…, app="{apps[0]}"), say.'


def module_missing(found: Found, name: str) -> str:
    """What to do when a module is not there: its own in another folder, or another Python's."""
    top, root = name.partition(".")[0], found.root
    if any(((root / top).is_dir(), (root / f"{top}.py").is_file())) and "." not in name:
        return ""
    if (root / "src" / top).is_dir() or (root / "src" / f"{top}.py").is_file():
        return (
            f" {top} lies in the folder src: open that folder, or set PYTHONPATH to src before (%env PYTHONPATH=src)."
        )
    if found.own_python:
        return (
            f" The Python of python= does not have {top}. If the package has that name too: "
            f"{install_command(top, found.python)}."
        )
    if environment := environment_in(root):
        return (
            f" The notebook's Python does not have {top}. The project has an environment of its own, {environment}: "
            f'open it with open_project(…, python="{environment}").'
        )
    return (
        f" The notebook's Python does not have {top}. If the project has an environment of its own, name it: "
        f'open_project(…, python="…"). Else install what the project needs: {install_command(top)}, if the package '
        "has that name too."
    )
