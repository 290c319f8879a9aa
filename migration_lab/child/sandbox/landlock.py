"""In a process of its own, on Linux: have the kernel itself refuse all writing outside some folders.

Landlock holds for whatever the process does from now on and for all that it starts, including libraries written in C,
and cannot be lifted again. Linux has it since 5.13; elsewhere, ``restrict_writing`` does nothing and says so.
"""

from __future__ import annotations

import ctypes
import os
from collections.abc import Iterable

from migration_lab.machine import CREATE_RULESET, landlock_version

ADD_RULE, RESTRICT_SELF = 445, 446
"""The numbers of the system calls, the same on every kind of machine."""
NO_NEW_PRIVILEGES = 38
WRITE_FILE, REMOVE_DIR, REMOVE_FILE = 1 << 1, 1 << 4, 1 << 5
MAKE = sum(1 << bit for bit in range(6, 13))
REFER, TRUNCATE = 1 << 13, 1 << 14
PATH_BENEATH = 1


class _Ruleset(ctypes.Structure):
    _fields_ = [("handled_access_fs", ctypes.c_uint64)]


class _PathBeneath(ctypes.Structure):
    _pack_ = 1
    _layout_ = "ms"
    _fields_ = [("allowed_access", ctypes.c_uint64), ("parent_fd", ctypes.c_int32)]


def restrict_writing(folders: Iterable[str]) -> bool:
    """Let this thread, and all that it starts, write only in these folders; return whether the kernel does that."""
    version = landlock_version()
    if version < 1:
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    access = WRITE_FILE | REMOVE_DIR | REMOVE_FILE | MAKE
    access |= (REFER if version >= 2 else 0) | (TRUNCATE if version >= 3 else 0)
    rules = _Ruleset(access)
    ruleset = libc.syscall(CREATE_RULESET, ctypes.byref(rules), ctypes.c_size_t(ctypes.sizeof(rules)), 0)
    if ruleset < 0:
        return False
    try:
        for folder in folders:
            _allow(libc, ruleset, folder, access)
        if libc.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0):
            return False
        return bool(libc.syscall(RESTRICT_SELF, ruleset, 0) == 0)
    finally:
        os.close(ruleset)


def _allow(libc: ctypes.CDLL, ruleset: int, folder: str, access: int) -> None:
    try:
        place = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except OSError:
        return
    try:
        rule = _PathBeneath(access, place)
        libc.syscall(ADD_RULE, ruleset, PATH_BENEATH, ctypes.byref(rule), 0)
    finally:
        os.close(place)
