"""Say what to make of a failure, of the three places, and of a script before it does damage.

Words only: everything here is given facts and returns values. It touches no database and no file of a project.
``catalogue/`` has an entry for each problem, as data, with a page that explains it; begin with ``entries.py``, which
reads them. ``failures/`` recognises what happened when a command has ended, ``hazards/`` what a trial run has shown
that a script will do, and ``standing/`` says whether models, scripts and database agree.
"""

from migration_lab.coach.entries import Entry, catalogue, find_entry
from migration_lab.coach.explaining import Ran, explain, matches
from migration_lab.coach.standing_advice import standing_advice
from migration_lab.coach.warning import Rehearsal, warn
from migration_lab.values.advice import SEVERITIES, Advice, Do, Severity

__all__ = [
    "SEVERITIES",
    "Advice",
    "Do",
    "Entry",
    "Ran",
    "Rehearsal",
    "Severity",
    "catalogue",
    "explain",
    "find_entry",
    "matches",
    "standing_advice",
    "warn",
]
