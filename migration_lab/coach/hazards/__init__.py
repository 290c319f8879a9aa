"""Find what a script will do to rows and to a running app: functions of one form, ``(Rehearsal) -> hazards``.

They look at Alembic's operations and at what a trial run has shown, never at source text.
"""
