"""An exercise about the history's shape: two heads, to be brought together in one of several ways."""

from __future__ import annotations

import pytest

from migration_lab.course.exercises.finding import find_exercise
from migration_lab.course.exercises.goal import put_start
from migration_lab.course.exercises.steps import apply_steps
from migration_lab.course.exercises.verdict import check
from migration_lab.values.revision_ids import revision_id
from tests.course.small_course import FIRST, SECOND

OTHER = revision_id([SECOND], "number the speakers")  # it is made of the head there is, whatever --head says
HEADS = f"""
[[exercise]]
id = "03.5"
title = "Bring two heads together"
task = "Two colleagues have each made a revision. Bring the database to a single head, which has run both."
start_at_end = true
start = [
  {{flask = ["db", "revision", "-m", "number the speakers", "--head", "{FIRST}", "--splice"]}},
  {{edit = "models.py", old = "    bio:", new = "    number: Mapped[int | None]\\n    bio:"}},
  {{edit = "migrations/versions/*_number_the_speakers.py", old = "def upgrade():\\n    pass", new = '''
def upgrade():
    op.add_column("speaker", sa.Column("number", sa.Integer()))'''}},
  {{edit = "migrations/versions/*_number_the_speakers.py", old = "def downgrade():\\n    pass", new = '''
def downgrade():
    op.drop_column("speaker", "number")'''}},
  {{flask = ["db", "upgrade"], fails = true}},
]
goal = "ALTER TABLE speaker ADD COLUMN number INTEGER"
history = {{heads = 1, keeps = ["{SECOND}", "{OTHER}"], at_head = true}}
rows = [{{question = "SELECT count(bio) FROM speaker", expect = [[2]], says = "A bio is lost."}}]
hints = ["a", "b", "c"]
solution = [
  {{flask = ["db", "merge", "heads", "-m", "both"]}},
  {{flask = ["db", "upgrade"]}},
]
also = [[
  {{edit = "migrations/versions/*_number_the_speakers.py", old = "down_revision = '{FIRST}'", new = "down_revision = '{SECOND}'"}},
  {{flask = ["db", "upgrade"]}},
]]
wrong = [
  {{why = "both have run, and there are two heads still", steps = [{{flask = ["db", "upgrade", "heads"]}}]}},
  {{why = "one was thrown away", steps = [{{delete = "migrations/versions/*_number_the_speakers.py"}}]}},
  {{why = "merged, and not run", steps = [{{flask = ["db", "merge", "heads", "-m", "both"]}}]}},
]
"""  # noqa: E501


@pytest.fixture
def heads(toml):
    return find_exercise("03.5", toml(HEADS))


def test_both_ways_are_right_and_the_others_are_not(heads, course, tmp_path, open_shared):
    answers = {"nothing": (), "merge": heads.solution, "another parent": heads.also[0]}
    answers |= {wrong.why: wrong.steps for wrong in heads.wrong}
    said = {}
    for number, (name, steps) in enumerate(answers.items()):
        put_start(heads, course, tmp_path / str(number), open_shared)
        project = open_shared(tmp_path / str(number))
        apply_steps(steps, project, may_fail=True)
        said[name] = check(heads, project, course=course, others=(heads,), open_project=open_shared).missing
    assert said["merge"] == said["another parent"] == ()
    two = f"There should be 1 head, and there are 2: {', '.join(sorted((SECOND, OTHER)))}."
    assert two in said["nothing"]
    assert two in said["both have run, and there are two heads still"]
    assert f"The script of revision {OTHER} should still be there, and it is gone." in said["one was thrown away"]
    assert said["merged, and not run"][0] == "The database has not run the newest script yet: flask db upgrade."
