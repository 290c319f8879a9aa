"""Every state of real life: what ``places()`` says of it, and that ``flask db check`` says the same."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable

import pytest

from migration_lab.project import STATES, Project
from tests.project import states
from tests.project.by_hand import flask
from tests.project.looked_at import files, flask_db_check

CASES: list[tuple[Callable[[Project], None], str, str | None, str]] = [
    (states.in_step, "in step", None, r"^In step"),
    (
        states.a_naming_convention_that_came_later,
        "in step",
        None,
        r"^In step.*Only a name differs: primary key speaker\(id\) has another name .* harmless",
    ),
    (states.no_migrations, "no migrations", "flask db init", "no folder migrations"),
    (
        states.models_do_not_import,
        "app does not load",
        None,
        r"Error: unindent .* \(models\.py, line 16\)\.$",
    ),
    (states.models_never_imported, "app does not load", None, "ModuleNotFoundError"),
    (states.several_heads, "several heads", "flask db merge heads -m 'merge aaa and bbb'", "2 heads, aaa and bbb"),
    (states.several_heads_applied, "several heads", "flask db merge heads -m 'merge aaa and bbb'", "2 heads"),
    (states.tables_without_version, "no alembic_version", "flask db stamp head", "no alembic_version"),
    (states.other_tables_with_an_empty_version, "empty alembic_version", None, "flask db stamp REVISION"),
    (states.unknown_version, "unknown version", None, "is at feed, but no script has that id"),
    (
        states.draft_not_applied,
        "database behind",
        "flask db upgrade",
        r"has not run revision \w+ \(bio\) yet\. flask db upgrade runs it",
    ),
    (
        states.draft_not_applied_and_more_wanted,
        "database behind",
        "flask db upgrade",
        "still want to add column speaker.phone: flask db migrate",
    ),
    (states.draft_missing, "models ahead", "flask db migrate -m 'add bio to speaker'", "column speaker.bio"),
    (states.first_draft_missing, "models ahead", "flask db migrate -m 'create speaker'", "table speaker"),
    (states.drift, "drift", None, r"it has column speaker\.shoe_size, which no script makes"),
    (
        states.drift_that_the_models_follow,
        "drift",
        None,
        r"check finds nothing.*it has column speaker\.bio, which no script",
    ),
    (
        states.app_makes_its_tables,
        "no migrations",
        "flask db init",
        r"itself makes the table speaker.*find nothing to draft",
    ),
    (states.app_makes_a_table_that_no_script_makes, "drift", None, r"itself makes the table tag.*no script makes it"),
    (states.app_makes_what_the_scripts_make, "empty", None, r"Beware: the app itself makes the table speaker.* fails"),
    (states.tables_of_create_all, "drift", None, r"Did db.create_all\(\) make it"),
    (states.drift_that_check_does_not_compare, "drift", None, "it has trigger nosy, which no script makes"),
    (states.tables_before_the_first_draft, "drift", None, "it has table speaker, which no script makes"),
    (states.empty_database, "empty", "flask db upgrade", "The database is empty"),
    (states.after_downgrade_to_base, "empty", "flask db upgrade", "The database is empty"),
    (states.syntax_error_in_a_script, "broken script", None, r"SyntaxError in aaa_\.py"),
    (states.missing_parent, "broken script", None, r"aaa_\.py comes after gone"),
    (states.broken_env, "check fails", None, "env.py is broken"),
    (states.scripts_that_cannot_be_replayed, "cannot replay", None, "fail on an empty database.*aaa"),
    (states.in_memory, "in memory", None, "keeps its database in memory"),
    (states.not_a_database, "unreachable database", None, "not an SQLite database"),
    (states.version_table_of_somebody_else, "check fails", None, "has no column version_num"),
    (states.no_flask_migrate, "no migrations", None, "no Flask-Migrate yet"),
    (states.no_app, "app does not load", None, "no app yet"),
    (states.models_not_imported, "models ahead", None, "has no models.* import the module"),
    (states.nothing_at_all, "in step", None, "there is nothing.*import their module"),
    (
        states.a_column_that_the_models_let_go,
        "models ahead",
        "flask db migrate -m 'drop name from speaker'",
        "values in it",
    ),
    (
        states.a_column_with_another_name,
        "models ahead",
        "flask db migrate -m 'change speaker'",
        "sees a rename as a drop",
    ),
    (
        states.a_column_that_may_be_empty,
        "models ahead",
        "flask db migrate -m 'change name of speaker'",
        r"NOT NULL → NULL\)",
    ),
    (
        states.a_script_that_drops,
        "database behind",
        "flask db upgrade",
        r"It drops column speaker\.name\. A trial run on a copy of the database went well",
    ),
    (
        states.a_script_whose_work_is_there,
        "database behind",
        "flask db stamp aaa",
        "already has everything that aaa would make",
    ),
    (
        states.a_script_edited_after_it_had_run,
        "drift",
        None,
        r"it lacks column speaker\.bio, which the scripts make.*aaa_\.py has been edited since the lab ran it here",
    ),
    (states.default_not_compared, "in step", None, "listed separately"),
]


ENTRIES = {
    states.models_do_not_import: "S28",
    states.models_never_imported: "S28",
    states.no_app: "S28",
    states.several_heads: "H1",
    states.several_heads_applied: "H1",
    states.tables_without_version: "H9",
    states.other_tables_with_an_empty_version: "H9",
    states.unknown_version: "S03",
    states.draft_missing: "H3",
    states.first_draft_missing: "H3",
    states.a_column_that_the_models_let_go: "H3",
    states.a_column_with_another_name: "H3",
    states.a_column_that_may_be_empty: "H3",
    states.drift_that_the_models_follow: "H3",
    states.drift: "H3",
    states.app_makes_a_table_that_no_script_makes: "S04",
    states.tables_of_create_all: "S04",
    states.tables_before_the_first_draft: "S04",
    states.drift_that_check_does_not_compare: "H8",
    states.scripts_that_cannot_be_replayed: "H2",
    states.models_not_imported: "S01",
    states.a_script_edited_after_it_had_run: "H5",
}
"""The entry of the catalogue that a state is; the others are none."""


@pytest.mark.parametrize(("make", "state", "command", "words"), CASES, ids=[case[0].__name__ for case in CASES])
def test_a_state_of_real_life(project, make, state, command, words):
    """The word, the command and the sentence; ``in_step`` is the exit code of the check; and nothing was written."""
    make(project)
    before = files(project.path)
    places = project.places()
    assert files(project.path) == before
    assert (places.state, places.next_command) == (state, command), places.sentence
    assert places.state in STATES
    assert re.search(words, places.sentence), places.sentence
    assert places.entry == ENTRIES.get(make, "")
    assert places.in_step == (flask_db_check(project.path) == 0)


def test_every_state_is_made_by_some_test():
    elsewhere = {"cannot look"}  # what the check says is not known then, so it has no place in the table: test_guards
    assert {case[1] for case in CASES} | elsewhere == set(STATES)


def test_what_to_type_next_leads_in_step(project):
    """Whatever the state, as long as a command is offered; what it says of the database's version is then true."""
    states.a_script_whose_work_is_there(project)
    for _ in range(5):
        places = project.places()
        if places.next_command is None:
            break
        flask(project, *shlex.split(places.next_command)[1:])
    assert places.state == "in step", places.sentence
