"""Review the scripts of a project: rehearse them, and put together what the coach says. Changes nothing.

The project's databases are only read, as ``open_project`` explains. What cannot be looked at is no finding: the review
then says why.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from migration_lab.coach import standing_advice
from migration_lab.coach.failing_trial import failing_trial
from migration_lab.coach.standing.trial_words import untried
from migration_lab.coach.standing_advice import models_ahead
from migration_lab.project.advising import explain_trial, reading, warnings_of
from migration_lab.project.project import Project
from migration_lab.terminal.findings import Review
from migration_lab.terminal.scripts_wanted import PENDING, ScriptsWanted, up_to
from migration_lab.values.advice import SEVERITIES, Advice
from migration_lab.values.graph import RevisionGraph
from migration_lab.values.places import Places, State
from migration_lab.values.source_lines import source_line
from migration_lab.values.tried import Tried, TriedEach
from migration_lab.values.wording import ended

NO_LOOK: frozenset[State] = frozenset(
    {"no migrations", "app does not load", "cannot look", "broken script", "unreachable database", "unknown version"}
)
"""The states in which the pending scripts are not known, or cannot run."""
NOT_JUDGED = (
    "So this does not tell whether they lose values, stop at duplicates or at a NULL, or lock a table for long. To see "
    "that, review them while they are pending in a copy of the database with rows (--database-url)."
)
NO_ROWS = f"There were no rows: these scripts ran from empty databases. {NOT_JUDGED}"
EMPTY = f"The database is empty, or not there, so all scripts are pending and there are no rows. {NOT_JUDGED}"


@dataclass(frozen=True, slots=True)
class ReviewAsked:
    """What a review is asked for."""

    wanted: ScriptsWanted = PENDING
    target: str = ""
    style: Collection[str] = ()
    fail_on: Collection[str] = ("fails", "loses")


def review_project(project: Project, asked: ReviewAsked) -> Review:
    """Look at the project, and review its scripts. Raises ``LabError`` if a revision or a commit is not there."""
    review = Review(project.path, fail_on=asked.fail_on)
    places = project.places()
    if places.state in NO_LOOK:
        file, line = (places.error.file, places.error.line) if places.error else ("", 0)
        why = " ".join(filter(None, (places.sentence, places.problem)))
        return replace(review, could_not=why, file=file, line=line)
    source, graph = reading(project.path), project.history()
    standing = [at_a_head(one, graph, source) for one in standing_advice(places, source)]
    standing += [ahead] if (ahead := models_ahead(places)) else []
    review = replace(review, findings=tuple(standing), database=places.database, scripts=project.scripts)
    if asked.wanted:
        return of_some(project, asked, review, graph, places)
    return of_pending(project, asked, review, graph, places)


def at_a_head(advice: Advice, graph: RevisionGraph, source: Callable[[str], Sequence[str]]) -> Advice:
    """Return advice on several heads with the line in which the newest of them names the revision before it."""
    if advice.id != "H1" or advice.file:
        return advice
    newest = next((one for one in graph.revisions if one.is_head and one.path), None)
    if newest is None:
        return advice
    lines = source(newest.path)
    at = next((number for number, line in enumerate(lines, 1) if line.startswith("down_revision")), 0)
    return replace(advice, file=newest.path, line=at, source=source_line(lines, at), revision=newest.id)


def of_pending(project: Project, asked: ReviewAsked, review: Review, graph: RevisionGraph, places: Places) -> Review:
    """Review what the database has not run yet, with its rows."""
    if not graph.pending:
        return review
    target = asked.target or ("head" if len(graph.heads) == 1 else "heads")
    tried = project.try_out("upgrade", target)
    if tried.untried:
        return replace(review, could_not=f"The pending scripts could not be tried. {ended(untried(tried))}")
    found = findings(project, tried, graph, asked.style)
    empty = places.state == "empty"
    ran = looked_at(tried)
    wanted = up_to(graph, target) if any(one.id == target for one in graph.revisions) else graph.pending
    missed = [] if asked.target and wanted is graph.pending else [one for one in graph.pending if one in wanted]
    return replace(
        review,
        findings=sorted_by_harm(review.findings, found),
        reviewed=ran,
        rows_known=not empty,
        notes=(*((EMPTY,) if empty else ()), *not_reached([one for one in missed if one not in ran], [tried])),
    )


def of_some(project: Project, asked: ReviewAsked, review: Review, graph: RevisionGraph, places: Places) -> Review:
    """Review the scripts that were asked for.

    Those that the database has not run yet run on a copy, with its rows. Each of the others runs on what those before
    it make of an empty database.
    """
    chosen = asked.wanted.chosen(graph, project.path)
    review = replace(review, which=asked.wanted.words, rows_known=False)
    if not chosen:
        return review
    found: list[Advice] = []
    notes: list[str] = []
    runs: list[Tried] = []
    with_rows: frozenset[str] = frozenset()
    if places.state != "empty" and graph.current and not set(chosen).isdisjoint(graph.pending):
        tried = project.try_out("upgrade", "head" if len(graph.heads) == 1 else "heads")
        if tried.untried:
            notes.append(f"The pending scripts could not be tried with rows. {ended(untried(tried))}")
        else:
            with_rows = frozenset(looked_at(tried)).intersection(chosen)
            told = findings(project, tried, graph, asked.style)
            found += [one for one in told if one.revision in with_rows or not one.revision]
            runs.append(tried)
    rest = [one for one in chosen if one not in with_rows]
    each = project.try_each(rest) if rest else TriedEach()
    if each.untried:
        return replace(review, could_not=f"The scripts could not be tried. {each.untried}")
    found += [one for tried in each.by_revision.values() for one in findings(project, tried, graph, asked.style)]
    if rest and with_rows:
        notes.append(f"There were no rows for {', '.join(rest)}, which ran from empty databases. {NOT_JUDGED}")
    elif rest:
        notes.append(NO_ROWS)
    reviewed = tuple(one for one in chosen if one in each.by_revision or one in with_rows)
    notes += not_reached([one for one in rest if one not in each.by_revision], [*runs, *each.by_revision.values()])
    return replace(
        review,
        findings=sorted_by_harm(review.findings, found),
        reviewed=reviewed,
        rows_known=not rest,
        notes=tuple(notes),
    )


def looked_at(tried: Tried) -> tuple[str, ...]:
    return (*tried.ran, *([tried.failed] if tried.failed else []))


def not_reached(missed: Sequence[str], runs: Sequence[Tried]) -> list[str]:
    """Say which scripts were not looked at, and that downgrades were not tried, since a script fails."""
    notes = [f"Not looked at, since a script before them fails: {', '.join(missed)}."] if missed else []
    if any(one.error for one in runs):
        notes.append("The way back (downgrade) was not tried, since a script fails on the way there.")
    for why in dict.fromkeys(one.back.untried for one in runs if one.back and one.back.untried):
        notes.append(f"The way back (downgrade) was not tried to its end. {why}")
    return notes


def findings(project: Project, tried: Tried, graph: RevisionGraph, style: Collection[str]) -> list[Advice]:
    """Return what the coach says of a trial run, and that it fails, if it fails for a reason that it has not told."""
    found = list(warnings_of(project, tried, "upgrade", style))
    told = any(one.severity == "fails" and one.revision in ("", tried.failed) for one in found)
    if tried.error and not told:
        found.append(explained(project, tried, graph))
    return found


def explained(project: Project, tried: Tried, graph: RevisionGraph) -> Advice:
    """Say why the trial run has failed: in the coach's words if it is sure, else in the error's own."""
    if advice := explain_trial(project, tried):
        return replace(advice, severity="fails", state="")
    found = failing_trial(tried, graph)
    assert found is not None
    return found


def sorted_by_harm(standing: Sequence[Advice], found: Sequence[Advice]) -> tuple[Advice, ...]:
    """Return all, most harmful first; of the standing only what the trial run does not tell more exactly."""
    told, failing = {one.id for one in found}, {one.file for one in found if one.severity == "fails"}
    rest = (one for one in standing if one.id not in told and not (one.severity == "fails" and one.file in failing))
    every = (*found, *rest)
    return tuple(sorted(every, key=lambda one: SEVERITIES.index(one.severity)))
