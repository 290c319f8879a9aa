"""Look whether the lab can open a project, and whether its models, scripts and database agree. Changes nothing."""

from __future__ import annotations

from migration_lab.errors import LabError
from migration_lab.project.opening import open_project
from migration_lab.project.project import Project
from migration_lab.terminal.checks import CheckLine, Checks, mend, ok
from migration_lab.terminal.orphan_checks import orphan_checks
from migration_lab.values.places import Places, State

NOT_LOADED: frozenset[State] = frozenset({"app does not load", "cannot look"})
NO_SCRIPTS: frozenset[State] = frozenset({"no migrations"})
BROKEN_SCRIPTS: frozenset[State] = frozenset({"broken script", "cannot replay"})
NO_DATABASE: frozenset[State] = frozenset({"unreachable database"})


def project_checks(path: str, app: str | None, python: str | None) -> Checks:
    try:
        project = open_project(path, app, python=python)
    except LabError as error:
        yield mend("The project could not be opened.", str(error))
        return
    try:
        yield from look(project)
    finally:
        project.close()


def look(project: Project) -> Checks:
    places = project.places()
    state, said = places.state, " ".join(filter(None, (places.sentence, places.problem)))
    if state in NOT_LOADED:
        yield mend("The app does not load.", said)
        return
    yield ok("the app loads")
    if state in NO_SCRIPTS:
        yield mend("The project has no migrations.", said)
        return
    number = len(project.history())
    scripts = f"{number} {'script' if number == 1 else 'scripts'} in {project.scripts}"
    yield mend(f"There are {scripts}.", said) if state in BROKEN_SCRIPTS else ok(scripts)
    if state in NO_DATABASE:
        yield mend("The database cannot be read.", said)
        return
    yield ok(f"the database can be read: {places.database}")
    yield from orphan_checks(project)
    if state not in BROKEN_SCRIPTS:
        yield agreement(places, said)


def agreement(places: Places, said: str) -> CheckLine:
    if places.in_step and places.state == "in step":
        return ok("models, scripts and database agree")
    return mend("Models, scripts and database do not agree.", said)
