"""Remember, for each database, what the scripts were that it ran; and find those that were edited since.

The digests lie in ``.lab``, beside the database that ran them: a database that was brought up elsewhere has none, and
nothing is said of it. Reads scripts, and writes only its own file.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from migration_lab.backends.atomic import write_text
from migration_lab.project.lab_folder import LAB, lab_folder
from migration_lab.schema import safe_url
from migration_lab.values.script_print import EditedScript, ScriptPrint, line_of, print_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from migration_lab.backends.database import Database
    from migration_lab.project.project_databases import ProjectDatabases
    from migration_lab.project.seen_databases import SeenDatabases
    from migration_lab.values.graph import RevisionGraph

RAN = "ran.json"
DAMAGED = (
    f"{LAB}/{RAN}, where the lab notes which scripts have run, could not be read. It begins anew: whether a script was "
    "edited after it had run is known only for those that run from now on."
)
History = Callable[[], "RevisionGraph"]
Digests = dict[str, Any]
"""By id of a revision: its digests, and size and time of its file then."""


class RanScripts:
    """What the databases of the project in ``root`` have run."""

    def __init__(self, root: Path, where: ProjectDatabases) -> None:
        self.root = root
        self._where = where
        self._told = False

    def note(self, ran: Collection[str], history: History, before: SeenDatabases, after: SeenDatabases) -> list[str]:
        """Note what a command has run that stands now, and forget what no longer stands.

        Raises nothing, since the command has run. Returns a sentence, once, if the earlier notes are damaged.
        """
        with suppress(Exception):
            return self._note(ran, history, before, after)
        return []

    def _note(self, ran: Collection[str], history: History, before: SeenDatabases, after: SeenDatabases) -> list[str]:
        kept = self._read()
        problems = [DAMAGED] if kept is None and not self._told else []
        if not ran and not kept and not problems:
            return []
        kept, graph = kept or {}, history()
        for bind, database in self._where.databases.items():
            stood, stands = (applied(graph, side.stands.get(bind, ())) for side in (before, after))
            new = (stands - stood).intersection(ran) if bind in after.stands else set[str]()
            name = self._name(database)
            digests = {id: one for id, one in kept.get(name, {}).items() if id in stands and id not in new}
            took = ((one.id, self._take(one.path)) for one in graph.revisions if one.id in new)
            kept[name] = digests | {id: taken for id, taken in took if taken}
        self._write({name: digests for name, digests in kept.items() if digests})
        self._told |= bool(problems)
        return problems

    def edited(self, history: History) -> tuple[EditedScript, ...]:
        """Return the scripts that one of the present databases ran and that are something else now.

        None where the notes are damaged.
        """
        kept = self._read()
        if not kept:
            return ()
        graph = history()
        found: dict[str, EditedScript] = {}
        for database in self._where.databases.values():
            digests = kept.get(self._name(database), {})
            found |= {one.revision: one for one in self._differing(digests, graph)}
        return tuple(found[one.id] for one in graph.revisions if one.id in found)

    def _differing(self, digests: Mapping[str, Any], graph: RevisionGraph) -> Iterator[EditedScript]:
        for one in graph.revisions:
            then = None if one.is_pending else digests.get(one.id)
            if then is None or stat_now(path := self.root / one.path) in (None, then["stat"]):
                continue
            text = read(path)
            now = print_of(text)
            part = now and ScriptPrint(*then["digests"]).changed(now)
            if part:
                yield EditedScript(one.id, one.path, part, line_of(text, part))

    def _take(self, path: str) -> Digests | None:
        file = self.root / path
        taken = print_of(read(file))
        if taken is None:
            return None
        return {"digests": [taken.upgrade, taken.downgrade, taken.shared], "stat": stat_now(file)}

    def _name(self, database: Database) -> str:
        """Return a name that a new file in an old one's place does not have."""
        name = self._where.undo_name(database) or safe_url(database.url)
        with suppress(OSError):
            return f"{name} {database.path.stat().st_ino}" if database.path else name
        return name

    def _read(self) -> dict[str, dict[str, Digests]] | None:
        """Return the notes; ``None`` if they are damaged."""
        try:
            kept = json.loads((self.root / LAB / RAN).read_text(encoding="utf-8"))
        except (FileNotFoundError, NotADirectoryError):
            return {}
        except (OSError, ValueError, RecursionError):
            return None
        return kept if are_notes(kept) else None

    def _write(self, kept: Mapping[str, Mapping[str, Digests]]) -> None:
        if kept != self._read():
            with suppress(OSError):
                write_text(lab_folder(self.root) / RAN, json.dumps(kept))


def are_notes(kept: object) -> bool:
    """Tell whether it has the form of what is noted: by database and revision, three digests, and size and time."""
    if not isinstance(kept, dict) or not all(isinstance(one, dict) for one in kept.values()):
        return False
    return all(is_note(one) for digests in kept.values() for one in digests.values())


def is_note(one: object) -> bool:
    match one:
        case {"digests": [str(), str(), str()], "stat": None | [int(), int()]}:
            return True
    return False


def applied(graph: RevisionGraph, versions: Collection[str]) -> set[str]:
    """Return the revisions that a database at these versions has run."""
    found, parents = set(versions), {one.id: (*one.parents, *one.depends_on) for one in graph.revisions}
    for one in graph.revisions:  # a revision always comes before its parents
        if one.id in found:
            found.update(parents[one.id])
    return found


def stat_now(path: Path) -> list[int] | None:
    try:
        stat = path.stat()
    except OSError:
        return None
    return [stat.st_size, stat.st_mtime_ns]


def read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return ""
