"""The options of ``migration-lab room``."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable

ROOM = """\
Start a JupyterHub on this machine for a workshop: people join with a browser, each with an account, a home and the
course of their own. It needs no network but the one in the room. In the repository, deploy/room.md says all of it.

  migration-lab room --dry-run                say what it would do: address, people, limits, what is separated
  migration-lab room                          one link for all; everybody chooses a name and a password
  migration-lab room --list names.txt         a password for each of these names, in a file for you
  migration-lab room --export work.zip        everybody's work in one archive
  migration-lab room --update                 the course of the installed version for everybody; work stays

Stop it with Ctrl+C: then the work is exported too. If its terminal is closed, it runs on, and --end stops it. Started
again, it has everybody's work and accounts. What you have chosen once holds the next time. As root on Linux it makes a
system account for each person; else nothing keeps people apart. FOLDER is migration-lab-room if you name none.

Exit code 0: done. 1: something was left out. 2: it could not be done; the reason is on stderr."""

Add = Callable[[str, str], argparse.ArgumentParser]
SIZES = {"M": 1024**2, "G": 1024**3}
SMALLEST = 512 * 1024**2


def add_room(add: Add) -> None:
    room = add("room", ROOM)
    room.add_argument("folder", nargs="?", metavar="FOLDER", help="where the room keeps everything")
    room.add_argument("--dry-run", action="store_true", help="only say what it would do")
    room.add_argument("--ip", metavar="ADDRESS", help="the address to listen at (default: 0.0.0.0, all)")
    room.add_argument("--port", type=int, metavar="N", help="the first of four ports in a row (default: 8000)")
    room.add_argument("--people", type=_positive, metavar="N", help="how many can join (default: 30)")
    how = room.add_mutually_exclusive_group()
    how.add_argument("--list", metavar="FILE", help="only the people with a name in this file, one a line")
    how.add_argument("--link", action="store_true", help="whoever has the link, if it was a list before")
    room.add_argument("--memory", type=size, metavar="SIZE", help="for each process, such as 2G, the default")
    room.add_argument("--processes", type=_positive, metavar="N", help="for each person (default: 400)")
    room.add_argument("--idle-kernel", type=_positive, metavar="MINUTES", help="then a kernel ends (default: 60)")
    room.add_argument("--idle-server", type=_positive, metavar="MINUTES", help="then a server ends (default: 180)")
    room.add_argument("--cert", metavar="FILE", help="a certificate, for https")
    room.add_argument("--key", metavar="FILE", help="its key")
    room.add_argument("--proxy", metavar="PROGRAM", help="another configurable-http-proxy, such as the one for Node")
    room.add_argument(
        "--admin", action=argparse.BooleanOptionalAction, help="your account may open everybody's server (default: no)"
    )
    tasks = room.add_mutually_exclusive_group()
    tasks.add_argument("--export", metavar="FILE", help="write everybody's work to this archive")
    tasks.add_argument("--update", action="store_true", help="renew the course in every home")
    tasks.add_argument("--new-password", metavar="NAME", help="for somebody who has forgotten it")
    tasks.add_argument("--end", action="store_true", help="end the room from another terminal, as Ctrl+C does")
    tasks.add_argument("--remove", action="store_true", help="export, then remove the room's system accounts")
    room.add_argument("--yes", action="store_true", help="remove without asking")


def size(text: str) -> int:
    """Read ``2G`` or ``1500M``."""
    found = re.fullmatch(r"([0-9.]+)([MG])B?", text.strip().upper())
    try:
        bytes_ = int(float(found[1]) * SIZES[found[2]]) if found else 0
    except ValueError:
        bytes_ = 0
    if bytes_ < SMALLEST:
        raise argparse.ArgumentTypeError(f"{text!r} is no size such as 2G, or it is less than 512M")
    return bytes_


def _positive(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 1 on")
    return int(text)
