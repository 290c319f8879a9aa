"""Recognise pending scripts, and try them on a copy of the database first. Touches nothing by itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from migration_lab.coach.standing.change_words import drifted, drops, maybe_renamed, wanted_after
from migration_lab.coach.standing.finding import Finding
from migration_lab.coach.standing.missing_privileges import lacking
from migration_lab.coach.standing.trial_words import failed_halfway, failure, success
from migration_lab.coach.standing.wrong_version import rows_unknown
from migration_lab.schema import Change
from migration_lab.three_places.comparison import Comparison
from migration_lab.three_places.facts import (
    Facts,
    all_equal,
    in_step,
    itself,
    left_behind,
    made_by_app,
    made_by_scripts,
    tables_of,
)
from migration_lab.values.graph import Revision
from migration_lab.values.places import State
from migration_lab.values.tried import Tried
from migration_lab.values.wording import count, listed, them, title


def not_run(facts: Facts, compared: Mapping[str, Comparison]) -> Finding | None:
    graph = facts.graph
    behind = facts.looked.checked is not None and facts.looked.checked.behind
    if not behind and (not graph.pending or in_step(facts.looked)):
        return None
    if facts.looked.memory:
        return Finding(
            "in memory",
            "The app keeps its database in memory, so each command starts with an empty one and leaves nothing behind. "
            "Set SQLALCHEMY_DATABASE_URI to a file, such as sqlite:///app.db.",
        )
    waiting = [graph.revision(id) for id in graph.pending]
    pending = [change for each in compared.values() for change in each.pending]
    target = "heads" if len(graph.heads) > 1 else "head"
    command = "flask db upgrade heads" if target == "heads" else "flask db upgrade"
    if half := failed_halfway(facts):
        return Finding("database behind", f"{begin(waiting, command, empty=False, fails=True)} {half}")
    if waiting and pending and all_equal(facts):
        return already_there(facts, waiting)
    made = sorted(name for name in made_by_app(facts) if name in made_by_scripts(facts))
    empty = not tables_of(facts)
    if lack := lacking(facts, compared, command):
        start = begin(waiting, command, empty=empty, fails=True)
        return Finding("empty" if empty else "database behind", f"{start} {lack}")
    # An empty database is where the scripts have just been run from the first to the last.
    left = left_behind(facts) if empty else []
    known = empty and not made and not left and not graph.current and facts.looked.scripts is not None
    tried = Tried() if known else facts.try_upgrade(target)
    if left and tried.untried:
        return Finding("empty", in_their_way(left, command))
    sentence = begin(waiting, command, empty=empty, fails=bool(tried.error) or tried.asks)
    drift = [] if empty else [change for each in compared.values() for change in each.drift]
    if drift:
        doubt = "" if tried.ok or tried.error else " So it may fail."
        differs = drifted(drift, pending, whole=facts.looked.scripts is not None)
        sentence += f" Beware: the database is not what the scripts have made so far: {differs}.{doubt}"
    if not tried.error:
        sentence += losing(tried, pending, waiting)
    if made and not tried.ok:
        already = "it is" if len(made) == 1 else "they are"
        sentence += f" Beware: {itself(made, upper=False)} Then {command} fails, because {already} already there."
    if tried.error:
        sentence += f" {failure(tried, command, graph)}"
    elif tried.untried:
        sentence += f" It was not tried on a copy first. {tried.untried}"
    elif not known:
        sentence += f" {success(tried)}"
    undrafted = [change for each in compared.values() for change in each.undrafted]
    if undrafted and not tried.error and not empty:
        sentence += f" {wanted_after(undrafted)}"
    fails = tried.error or tried.asks or (made and not tried.ok)
    state: State = "empty" if empty else "database behind"
    return Finding(state, sentence, None if fails else command, error=tried.error)


def in_their_way(left: Sequence[str], command: str) -> str:
    """Say what is left in a database without tables; a try on a copy would not have it."""
    it_is = "it is" if len(left) == 1 else "they are"
    return (
        f"The database has no tables. But it has {listed(left)}, and the scripts make something with the same name. So "
        f"{command} fails, unless they first check whether {it_is} there. On PostgreSQL a type stays when its table "
        f"is dropped. If nothing needs {them(left)}, drop {them(left)} (for example with DROP TYPE), and look again."
    )


def begin(waiting: Sequence[Revision], command: str, *, empty: bool, fails: bool) -> str:
    """Say which scripts are pending, and, unless it fails, which command runs them."""
    if empty:
        return "The database is empty." + ("" if fails else f" {command} runs {count(waiting)} and makes its tables.")
    if not waiting:
        return "One of the databases has not run every revision." + ("" if fails else f" {command} does that.")
    if len(waiting) == 1:
        return f"The database has not run revision {title(waiting[0])} yet." + ("" if fails else f" {command} runs it.")
    first = f"The database has not run {count(waiting)} yet; the first is {title(waiting[0])}."
    return first if fails else f"{first} {command} runs them."


def already_there(facts: Facts, waiting: Sequence[Revision]) -> Finding:
    """Say that the tables are what all the scripts make, although Alembic does not know it."""
    which = title(waiting[0]) if len(waiting) == 1 else count(waiting)
    sentence = f"The database already has everything that {which} would make, but Alembic does not know that."
    command = f"flask db stamp {' '.join(facts.graph.heads)}"
    if doubt := rows_unknown(facts.on_rows(), command):
        return Finding("database behind", f"{sentence}{doubt}")
    return Finding("database behind", f"{sentence} {command} tells Alembic so; flask db upgrade would fail.", command)


def losing(tried: Tried, pending: Sequence[Change], waiting: Sequence[Revision]) -> str:
    """Say what the scripts drop, as far as the structure shows it."""
    one = len(waiting) == 1
    gone, come = maybe_renamed(pending)
    if gone and tried.untried:
        them = f"{'It drops' if one else 'They drop'} {gone}, and {'adds' if one else 'add'} {come}"
        return f" {them}. What is in {gone} is lost, unless {'it' if one else 'one of them'} moves it."
    gone = drops(pending, held=bool(tried.untried))
    return f" {'It drops' if one else 'They drop'} {gone}." if gone else ""
