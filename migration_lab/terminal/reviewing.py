"""Review the scripts of a project: rehearse them, and put together what the coach says. Changes nothing.

The project's databases are only read, as ``open_project`` explains. What cannot be looked at is no finding: the review
then says why.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from migration_lab.coach import standing_advice
from migration_lab.coach.failing_trial import failing_trial
from migration_lab.coach.standing.trial_words import untried
from migration_lab.project.advising import explain_trial, reading, warnings_of
from migration_lab.project.project import Project
from migration_lab.terminal.findings import Review
from migration_lab.terminal.scripts_wanted import PENDING, ScriptsWanted
from migration_lab.values.advice import SEVERITIES, Advice
from migration_lab.values.graph import RevisionGraph
from migration_lab.values.places import Places, State
from migration_lab.values.tried import Tried
from migration_lab.values.wording import ended

NO_LOOK: frozenset[State] = frozenset(
    {"no migrations", "app does not load", "cannot look", "broken script", "unreachable database", "unknown version"}
)
"""The states in which the pending scripts are not known, or cannot run."""
NO_ROWS = "The scripts ran on empty databases, so no rows could be counted."
EMPTY = (
    "The database is empty, or not there, so all scripts are pending and there are no rows that they could harm. "
    "Name a copy with rows (--database-url), or look at some of the scripts one by one (--changed-since)."
)


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
    standing = standing_advice(places, reading(project.path))
    review = replace(review, findings=standing, database=places.database, scripts=project.scripts)
    graph = project.history()
    if asked.wanted:
        return of_some(project, asked, review, graph)
    return of_pending(project, asked, review, graph, places)


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
    ran = [*tried.ran, *([tried.failed] if tried.failed else [])]
    return replace(
        review,
        findings=sorted_by_harm(review.findings, found),
        reviewed=tuple(ran),
        rows_known=not empty,
        notes=(EMPTY,) if empty else (),
    )


def of_some(project: Project, asked: ReviewAsked, review: Review, graph: RevisionGraph) -> Review:
    """Review the scripts that were asked for, each on what those before it make of an empty database."""
    chosen = asked.wanted.chosen(graph, project.path)
    review = replace(review, which=asked.wanted.words, rows_known=False)
    if not chosen:
        return review
    each = project.try_each(chosen)
    if each.untried:
        return replace(review, could_not=f"The scripts could not be tried. {each.untried}")
    found = [one for tried in each.by_revision.values() for one in findings(project, tried, graph, asked.style)]
    notes = [NO_ROWS]
    if missed := [one for one in chosen if one not in each.by_revision]:
        notes.append(f"Not looked at, since a script before them fails: {', '.join(missed)}.")
    reviewed = tuple(one for one in chosen if one in each.by_revision)
    return replace(review, findings=sorted_by_harm(review.findings, found), reviewed=reviewed, notes=tuple(notes))


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
    told = {one.id for one in found}
    every = (*found, *(one for one in standing if one.id not in told))
    return tuple(sorted(every, key=lambda one: SEVERITIES.index(one.severity)))
