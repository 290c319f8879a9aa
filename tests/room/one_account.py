"""Run ``migration-lab room`` with one account for all, even as root, as in a container of CI; nobody else should."""

from __future__ import annotations

import sys

from migration_lab import cli
from migration_lab.room import room_command

if __name__ == "__main__":
    room_command.can_make_accounts = lambda: False
    room_command.refuse_system = lambda: None
    sys.exit(cli.main(["room", *sys.argv[1:]]))
