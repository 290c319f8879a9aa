"""Judge whether models, scripts and database agree, from the facts that were found. Touches nothing by itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from migration_lab.coach.standing.at_head import at_head
from migration_lab.coach.standing.diagnosis import Diagnosis
from migration_lab.coach.standing.migrating_at_start import migrates_itself
from migration_lab.coach.standing.missing_privileges import withheld
from migration_lab.coach.standing.obstacles import (
    another_database,
    broken_app,
    broken_database,
    broken_scripts,
    full_disk,
    never_commits,
    no_comparison,
    no_folder,
    no_migrate,
    not_allowed,
    other_error,
    writing_env,
)
from migration_lab.coach.standing.one_of_several import one_of_several
from migration_lab.coach.standing.pending import not_run
from migration_lab.coach.standing.what_is_compared import all_left_out, hidden_tables, other_metadata
from migration_lab.coach.standing.wrong_version import heads, wrong_version
from migration_lab.schema import Change, Difference
from migration_lab.three_places.comparison import Comparison, ThreeSchemas, compare_three
from migration_lab.three_places.facts import (
    Facts,
    edited_after_it_ran,
    in_step,
    made_at_start,
    made_by_app,
    migrated_at_start,
    version_tables,
)
from migration_lab.values.checked import Checked, Operation
from migration_lab.values.error_report import ErrorReport
from migration_lab.values.looked import Looked
from migration_lab.values.places import Places

RULES = (
    full_disk,
    not_allowed,
    broken_app,
    broken_database,
    no_migrate,
    no_folder,
    another_database,
    broken_scripts,
    writing_env,
    no_comparison,
    wrong_version,
    heads,
    never_commits,
    migrates_itself,
    one_of_several,
    not_run,
    other_metadata,
    all_left_out,
    hidden_tables,
    other_error,
)
"""In the order in which they have to be dealt with."""


def judge(facts: Facts) -> Places:
    """Put everything that is known about the three places into one value."""
    looked = facts.looked
    compared = compare_binds(facts)
    verdict = withheld(decide(facts, compared), facts, compared)
    several = len(compared) > 1
    ignored = [line(bind, change, several) for bind, one in compared.items() for change in one.not_compared]
    models = f"create_all(): {looked.models_error}" if looked.models_error else None
    problems = [verdict.problem, looked.no_scratch, models]
    if looked.scripts_error:
        where = f"{looked.failed}: " if looked.failed else ""
        what = f"Run on an empty database, the scripts end with an error. {where}{looked.scripts_error}"
        problems.append(str(looked.scripts_error.refusal or what))
    problems.append(facts.graph.problem if verdict.state not in ("unknown version",) else None)
    unique = list(dict.fromkeys(problem for problem in problems if problem))
    drift = Difference(tuple(change for one in compared.values() for change in one.drift))
    return Places(
        verdict.state,
        verdict.sentence,
        in_step(looked),
        tuple(row for one in compared.values() for row in one.rows),
        tuple(table for one in compared.values() for table in one.tables),
        Difference(tuple(change for one in compared.values() for change in one.changes)),
        verdict.next_command,
        "\n".join(unique) or None,
        tuple(ignored),
        facts.graph.current,
        facts.graph.heads,
        to_mend(facts, verdict),
        uncompared=Difference(tuple(change for one in compared.values() for change in one.not_compared)),
        unimported={**looked.unimported, **looked.unknown},
        made_by_app=tuple(made_by_app(facts)),
        compares=compared_too(looked),
        drift=drift,
        undrafted=Difference(tuple(change for one in compared.values() for change in one.undrafted)),
        edited=tuple(one.path for one in edited_after_it_ran(facts)) if drift else (),
        entry=verdict.entry,
    )


def compared_too(looked: Looked) -> frozenset[str]:
    targets = looked.checked.targets.values() if looked.checked else ()
    return frozenset.intersection(*(one.compares for one in targets)) if targets else frozenset()


def to_mend(facts: Facts, verdict: Diagnosis) -> ErrorReport | None:
    """Return the first error of the look, or of its trial run, that points to one of the project's own lines."""
    looked = facts.looked
    checked = looked.checked.error if looked.checked else None
    not_loaded = None if looked.loaded else facts.outcome.report.error
    for error in (not_loaded, looked.scripts_error, verdict.error, checked, looked.models_error):
        if error is not None and not error.plain and (found := next((one for one in error.chain() if one.file), None)):
            return found
    return None


def decide(facts: Facts, compared: Mapping[str, Comparison]) -> Diagnosis:
    """Return the first thing that has to be dealt with."""
    for rule in RULES:
        if verdict := rule(facts, compared):
            return verdict
    return at_head(facts, compared)


def line(bind: str, change: Change, several: bool) -> str:
    """Put a change into words, with its bind where there are several databases."""
    return f"{bind or 'default'}: {change}" if several else str(change)


def compare_binds(facts: Facts) -> dict[str, Comparison]:
    """Compare models, scripts and database, for each bind."""
    looked = facts.looked if facts.looked.loaded else facts.earlier or facts.looked
    checked = looked.checked
    migrated = set(checked.current) if checked and checked.current else {""}
    migrating = migrated_at_start(facts)
    compared = {}
    for bind, database in facts.databases.items():
        three = ThreeSchemas(
            (looked.models or {}).get(bind),
            (facts.looked.scripts or {}).get(bind),
            (facts.looked.standing or {}).get(bind),
            database,
        ).without(version_tables(looked, database))
        seen, drafted = operations(checked, bind), operations(facts.looked.drafted, bind)
        made = made_at_start(looked, bind, database) | looked.made_by_env.get(bind, frozenset())
        if bind in migrating:
            seen, made = None, set()  # the check has seen what the app's start makes of it, and not the database
        one = compare_three(three, seen, drafted, bind, made)
        if bind not in migrated and facts.has_folder:
            # env.py does not migrate this database, so it is nothing that ``flask db check`` compares.
            one = Comparison((), (), one.changes + one.not_compared, Difference(), Difference())
        compared[bind] = one
    return compared


def operations(checked: Checked | None, bind: str) -> Sequence[Operation] | None:
    """Return the operations that autogenerate found for that bind; ``None`` when it did not compare it."""
    if checked is None or bind not in checked.current:
        return None
    return [one for one in checked.operations if one.bind == bind]
