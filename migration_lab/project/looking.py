"""Look at the three places of one project repeatedly; each look costs only what has changed.

The models are read anew each time, in a separate process. What the scripts make is remembered as long as the scripts
stay the same, and the last readable models are kept for when the models cannot be read. Nothing here writes to the
project's database.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from migration_lab.project.commands.files_read import FilesRead
from migration_lab.project.kept_replays import KeptReplays
from migration_lab.project.kept_trials import KeptTrials, Key
from migration_lab.project.replays import made_up_to
from migration_lab.project.scripts.history import revision_graph
from migration_lab.project.scripts.revision_files import RevisionFiles, Script, Versions
from migration_lab.project.sources import all_files, source_files
from migration_lab.schema import Schema
from migration_lab.values.graph import RevisionGraph
from migration_lab.values.no_room import no_room
from migration_lab.values.wire import LookAtPlaces, TryEach, TryScripts
from migration_lab.values.wording import ended, why_ended

if TYPE_CHECKING:
    from migration_lab.project.commands.sending import Sender
    from migration_lab.values.known_from_copies import KnownFromCopies
    from migration_lab.values.looked import Looked
    from migration_lab.values.places import Places
    from migration_lab.values.replayed import Replay
    from migration_lab.values.tried import Tried, TriedEach
    from migration_lab.values.wire import Outcome, Work

MOST_TO_DRAFT = 50
"""The number of revisions up to which it is found out what the models would want after an upgrade.

Of more, what is certain without running them all is told first.
"""

Ask = Callable[["Work"], "tuple[Outcome, str]"]
Read = Callable[["Looked"], tuple[dict[str, Schema | None], str, dict[str, tuple[str, ...]]]]


class Looker:
    """Remembers what was seen between two looks at one project.

    ``ask`` runs a request that must not change a database, and also returns its output: it sends it with ``sender``,
    who knows the project's folder, its Python and its app. ``versions`` tells where the app has its scripts, when that
    is known.
    """

    def __init__(self, sender: Sender, ask: Ask, versions: Callable[[], Versions | None] = lambda: None) -> None:
        self.root = sender.root
        self.python = sender.runner.python
        self.app = sender.app
        self._left = sender.left
        self._ask_for = ask
        self._versions = versions
        self._files = RevisionFiles()
        self._made: dict[str, dict[str, Schema]] = {}
        self._replays = KeptReplays(self._ask)
        self.trials = KeptTrials()
        """Another one who looks at the same project may share them."""
        self._print: Any = None
        self._graph: tuple[Any, RevisionGraph] | None = None
        self._good: Looked | None = None
        self._read = FilesRead()

    def history(self, folder: str, current: tuple[str, ...]) -> RevisionGraph:
        """Return the graph of the scripts in ``folder``, with the database at ``current``."""
        scripts = self._files.read(self.root / folder, self._versions())
        key = (tuple(map(id, scripts)), current)
        if self._graph is None or self._graph[0] != key:
            paths = {str(script.path): self._shown(script.path) for script in scripts}
            # The scripts are kept with the key, so that an id in it cannot be reused for another object.
            self._graph = key, revision_graph(scripts, paths, current)
            self._scripts: list[Script] = scripts
        return self._graph[1]

    def places(
        self,
        folder: str,
        current: tuple[str, ...],
        read: Read,
        contents: Callable[[], object] = object,
        kept: KnownFromCopies | None = None,
        early: Callable[[Places], object] | None = None,
    ) -> Places:
        """Look now.

        ``read`` reads the databases as they are, when the app has said where they are; ``contents`` returns a value
        that is equal as long as they hold the same rows; ``kept`` is what the copies for undo tell. If many scripts
        have to run on a scratch database, and the database is known to be behind them, ``early`` gets what is certain
        without that.
        """
        from migration_lab.values.looked import made_by

        about = folder, read, contents, kept
        self._forget_old(folder)
        graph = self.history(folder, current)
        at = ",".join(graph.current)
        known = bool(current) and {revision.id for revision in graph.revisions}.issuperset(current)
        missing = "heads" not in self._made
        if at not in self._made and (made := made_up_to(current, self._replays.known, self._made.get("heads"))):
            self._made[at] = made
        many = len(graph) > MOST_TO_DRAFT
        if early and many and missing and known and graph.pending:
            early(self._look(LookAtPlaces(False), graph, *about, quick=True))
        work = LookAtPlaces(
            missing,
            current if graph.pending and known and at not in self._made else (),
            bool(graph.pending) and not many,
            made_by(self._made.get("heads", {})),
        )
        return self._look(work, graph, *about)

    def _look(
        self,
        work: LookAtPlaces,
        graph: RevisionGraph,
        folder: str,
        read: Read,
        contents: Callable[[], object],
        kept: KnownFromCopies | None,
        *,
        quick: bool = False,
    ) -> Places:
        """Ask, and judge the answer; if ``quick``, run nothing else for it but a trial of the scripts that wait."""
        from migration_lab.coach.standing.judging import judge
        from migration_lab.three_places.facts import Facts, no_rows
        from migration_lab.values.known_from_copies import KnownFromCopies
        from migration_lab.values.looked import Looked

        at = ",".join(graph.current)
        outcome, printed = self._ask(work)
        looked = Looked() if outcome.report.no_room else outcome.report.looked or Looked()
        databases, unreadable, stands = read(looked)
        if looked.checked and looked.checked.current:
            # The check uses a copy on which the app was started, and an app may migrate its database as it starts.
            now = {
                bind: stands.get(bind, at) for bind, at in looked.checked.current.items() if bind not in looked.memory
            }
            graph = self.history(folder, tuple(sorted(set().union(*now.values()))))
        self._remember(looked, at, graph)
        there = (self.root / folder / "env.py").exists()
        in_the_way = not there and bool(all_files(self.root / folder))
        found = Facts(
            looked,
            graph,
            databases,
            folder,
            there,
            in_the_way,
            unreadable,
            outcome,
            printed,
            self._good,
            stands,
            self.root,
            self.python,
            bool(self.app),
            lambda target: self.trial("upgrade", target, graph.current, contents()),
            dict if quick else self._replays.by_revision,
            no_rows if quick else self._replays.on_rows,
            kept or KnownFromCopies(),
        )
        if looked.models is not None:
            self._good = looked
        return judge(found)

    def data_changed(self) -> bool:
        """Tell whether a file that was read, and is no code, has changed since: a template, a table of values."""
        return self._read.changed()

    def try_out(self, folder: str, direction: str, target: str, standing: tuple[str, ...], contents: object) -> Tried:
        """Do the same as ``trial``, even if the scripts have changed since the last look."""
        self._forget_old(folder)
        return self.trial(direction, target, standing, contents)

    def trial(self, direction: str, target: str, standing: tuple[str, ...], contents: object) -> Tried:
        """Return what an upgrade or a downgrade does to copies of the databases, with their rows.

        The result is remembered as long as the scripts, the project's files that they read, and ``contents`` stay the
        same. One that somebody else is making just now is waited for, as long as a look may take.
        """
        work = TryScripts(direction, target, standing)
        key = Key(direction, target, self._print, contents)
        tried, read = self.trials.get(key, lambda: self._try(work), self._left())
        self._read.note(read)
        return tried

    def _try(self, work: TryScripts) -> tuple[Tried, Sequence[str], bool]:
        """Return what came of it, which files it has read, and whether the same again would give the same."""
        from migration_lab.values.reason import Reason
        from migration_lab.values.tried import Tried

        outcome, printed = self._ask(work)
        report, read = outcome.report, outcome.report.effects.read
        if report.no_room:
            return Tried(Reason("other_reason", {"why": str(no_room(tempfile.gettempdir()))}), again=True), read, False
        if report.tried is None:
            why = why_ended(report.error, outcome.exit_code, printed)
            return Tried(Reason("broke_off_why", {"why": ended(why)})), read, False
        return report.tried, read, not report.tried.again

    def try_each(self, folder: str, revisions: tuple[str, ...], wanted: tuple[str, ...]) -> TriedEach:
        """Return what each of the wanted revisions does after those before it, from empty databases.

        It runs them all each time.
        """
        from migration_lab.values.tried import TriedEach

        self._forget_old(folder)
        outcome, printed = self._ask(TryEach(revisions, wanted))
        report = outcome.report
        if report.no_room:
            return TriedEach(ended(str(no_room(tempfile.gettempdir()))))
        if report.tried_each is None or report.error:
            why = why_ended(report.error, outcome.exit_code, printed)
            return TriedEach(f"The trial run broke off: {ended(why)}")
        return report.tried_each

    def _ask(self, work: Work) -> tuple[Outcome, str]:
        """Ask, and note which files of the project influenced the answer."""
        outcome, printed = self._ask_for(work)
        self._read.note(outcome.report.effects.read)
        return outcome, printed

    def replay_of_all(self, folder: str) -> Replay | None:
        """Return what one run of all scripts did; ``None`` if they do not run."""
        self._forget_old(folder)
        return self._replays.of_all()

    def replay(self, folder: str, revision: str) -> Replay:
        """Return what the scripts do, at least up to ``revision``. Raises ``CannotReplay`` if that cannot be told."""
        self._forget_old(folder)
        return self._replays.up_to(revision)

    def _remember(self, looked: Looked, at: str, graph: RevisionGraph) -> None:
        """Remember what the scripts made, or fill it in from what is remembered."""
        if looked.replay is not None:
            self._replays.keep(looked.replay)
            looked.replay = None
        if looked.scripts is not None:
            self._made["heads"] = looked.scripts
        if looked.standing is not None:
            self._made[at] = looked.standing
        looked.scripts = self._made.get("heads")
        looked.standing = self._made.get(at) if graph.pending else looked.scripts

    def _forget_old(self, folder: str) -> None:
        """Forget what an older state of the scripts made.

        The state includes the project's files that the scripts read, and the app's own code if they import it.
        """
        versions = self._versions()
        print_: tuple[object, ...] = all_files(self.root / folder, *(versions.folders if versions else ()))
        imports = frozenset[str]().union(*(one.imports for one in self._files.read(self.root / folder, versions)))
        code = tuple(sorted(source_files(self.root)))
        if not imports.isdisjoint({"flask", *(part for path, *_ in code for part in modules(self.root, path))}):
            print_ += code
        if print_ != self._print or self._read.changed():
            self._read.forget()
            self._made.clear()
            self._replays.clear()
            self._print = print_

    def _shown(self, path: Path) -> str:
        try:
            return path.relative_to(self.root).as_posix()
        except ValueError:
            return path.as_posix()


def modules(root: Path, path: str) -> Sequence[str]:
    """Return the names by which a script may import a file."""
    return Path(path).relative_to(root).with_suffix("").parts if path.endswith(".py") else ()
