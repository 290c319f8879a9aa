"""What is said of a room before it starts: where it is, who can join and how, what is limited, what is separated."""

from __future__ import annotations

import socket
import textwrap
from collections.abc import Iterator

from migration_lab.room.class_page_access import PAGE_PATH
from migration_lab.room.person_limits import limits_said
from migration_lab.room.person_names import INSTRUCTOR
from migration_lab.room.room_options import RoomOptions

SEPARATED = """\
  Separated: each person has a system account, with a home that no other can look into. Nobody can read or change the
  files, databases, sockets and processes of others. Everybody can see which programs run, and the names of accounts.
  Not separated: the processor and the disk; and a page that somebody serves from their own server has the same address
  as the hub, so do not open links to /user/SOMEBODY-ELSE/."""
NOT_SEPARATED = """\
  NOT SEPARATED: everybody works with one system account, yours. In a cell, each person can read and change the files of
  all others, yours too, end their processes, and read the passwords' hashes. Start the room as root on Linux to have an
  account for each person; else let in only people who trust each other, on a machine with nothing private on it."""
PLAIN = """\
  Not encrypted: whoever can listen to this network can read the passwords and all else. --cert and --key encrypt it."""


def room_lines(options: RoomOptions, how_to_join: str) -> Iterator[str]:
    """Yield the lines about a room. ``how_to_join`` may have its code in it, so it is for a screen, not for a log."""
    there = options.room.people() if options.room.is_room() else []
    yield f"The room in {options.folder}"
    for address in addresses(options):
        yield f"  To join: {address}{how_to_join}"
    yield f"  Your page about the room, for {INSTRUCTOR} only: {addresses(options)[0]}{PAGE_PATH}"
    yield f"  Ports: {options.port}, and {options.port + 1} to {options.port + 3} for this machine only."
    how = "from the list, each with a password of their own" if options.by_list else "who know the link"
    yield f"  People {how}; at most {options.people}. Here so far: {len(there)}."
    held, open_ends = limits_said(options)
    yield _wrapped(f"Limited: {'; '.join(held)}.")
    yield _wrapped(f"Not limited: {'; '.join(open_ends)}.")
    yield SEPARATED if options.separate else NOT_SEPARATED
    if not options.cert:
        yield PLAIN


def _wrapped(text: str) -> str:
    return textwrap.fill(text, 118, initial_indent="  ", subsequent_indent="  ")


def addresses(options: RoomOptions) -> list[str]:
    """Return the addresses at which the room is, as others in the network type them."""
    scheme = "https" if options.cert else "http"
    if options.ip not in ("0.0.0.0", ""):
        return [options.address]
    return [f"{scheme}://{own_address()}:{options.port}"]


def own_address() -> str:
    """Return this machine's address in its network; nothing is sent. Where there is no network, its own."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
        try:
            one.connect(("192.0.2.1", 9))  # an address for documentation; this only chooses a way
            return str(one.getsockname()[0])
        except OSError:
            return "127.0.0.1"
