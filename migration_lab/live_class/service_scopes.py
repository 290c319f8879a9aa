"""Who may do what with the instructor's page: two scopes of JupyterHub, and which of them a request has to have."""

from __future__ import annotations

LEARN = "custom:migration-lab:learn"
"""Tell the page that one is there, give it one's own progress, and ask what was sent. Each learner's server has it."""
INSTRUCT = "custom:migration-lab:instruct"
"""See the page, and send. Only the instructors have it."""
