"""Run when a kernel starts that ``migration-lab`` started (by ``PYTHONSTARTUP``): the lab is known from the beginning.

So a kernel that was restarted in the middle of a chapter says what to do now, and not that a name is not defined.
"""

from migration_lab import lab as lab
