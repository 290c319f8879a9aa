"""Put back Python's and the process's global state: ``sys``, environment, folder, signals, warnings, and more."""

from __future__ import annotations

import asyncio
import gc
import importlib
import linecache
import locale
import os
import random
import signal
import sys
import threading
import time
import warnings
from contextlib import suppress
from typing import Any

from migration_lab.child.installed import MISSING, Installed
from migration_lab.child.project_code import is_packaged

LISTS = ("path", "meta_path", "path_hooks", "argv", "warnoptions")


def keep_python(installed: Installed) -> None:
    """Remember all of it, and put it back when what is installed is removed."""
    for keep in (keep_sys, keep_process, keep_signals, keep_settings, keep_loop):
        keep(installed)
    caught = warnings.catch_warnings()
    caught.__enter__()
    installed.defer(caught.__exit__, None, None, None)


def keep_sys(installed: Installed) -> None:
    names = dict(vars(sys))
    lists = [(found, [*found]) for name in LISTS if (found := names.get(name)) is not None]
    finders = dict(sys.path_importer_cache)
    pairs: tuple[tuple[Any, Any], ...] = (
        (sys.getrecursionlimit, sys.setrecursionlimit),
        (sys.getswitchinterval, sys.setswitchinterval),
        (sys.gettrace, sys.settrace),
        (sys.getprofile, sys.setprofile),
    )
    values = [ask() for ask, _ in pairs]

    def back() -> None:
        for name in set(vars(sys)) - set(names):
            delattr(sys, name)
        for name, value in names.items():
            if vars(sys).get(name, MISSING) is not value:
                setattr(sys, name, value)
        for found, content in lists:
            found[:] = content
        replace(sys.path_importer_cache, finders)
        importlib.invalidate_caches()
        for path in [*linecache.cache]:
            if not is_packaged(path):
                del linecache.cache[path]
        for (ask, tell), value in zip(pairs, values, strict=True):
            if ask() != value:
                tell(value)

    installed.defer(back)
    importlib.invalidate_caches()


def keep_process(installed: Installed) -> None:
    environment, folder, mask = dict(os.environ), os.getcwd(), os.umask(0o077)  # noqa: PTH109
    os.umask(mask)

    def back() -> None:
        zone = os.environ.get("TZ")
        replace(os.environ, environment)
        if zone != environment.get("TZ") and hasattr(time, "tzset"):
            time.tzset()
        with suppress(OSError):  # the folder may be gone
            os.chdir(folder)
        os.umask(mask)

    installed.defer(back)


def keep_signals(installed: Installed) -> None:
    """Keep the signal handlers, which only the main thread can change."""
    if threading.current_thread() is not threading.main_thread():
        return
    handlers = {number: signal.getsignal(number) for number in signal.valid_signals()}
    bell = signal.set_wakeup_fd(-1)
    timer = signal.getitimer(signal.ITIMER_REAL) if hasattr(signal, "getitimer") else None

    def back() -> None:
        if timer == (0.0, 0.0):
            signal.setitimer(signal.ITIMER_REAL, 0.0)
        for number, handler in handlers.items():
            if handler is not None and signal.getsignal(number) is not handler:
                signal.signal(number, handler)
        signal.set_wakeup_fd(bell, warn_on_full_buffer=False) if bell != -1 else signal.set_wakeup_fd(-1)

    installed.defer(back)


def keep_settings(installed: Installed) -> None:
    """Keep the global settings of Python's own modules."""
    language, chance, collecting = locale.setlocale(locale.LC_ALL), random.getstate(), gc.isenabled()
    thresholds, once = gc.get_threshold(), dict(vars(warnings).get("onceregistry", {}))

    def back() -> None:
        if locale.setlocale(locale.LC_ALL) != language:
            locale.setlocale(locale.LC_ALL, language)
        random.setstate(chance)
        gc.set_threshold(*thresholds)
        gc.enable() if collecting else gc.disable()
        if "onceregistry" in vars(warnings):
            replace(vars(warnings)["onceregistry"], once)

    installed.defer(back)
    for name, wanted in (("tempfile", ("tempdir",)), ("socket", ()), ("threading", ("excepthook",))):
        module = importlib.import_module(name)
        for each in wanted:
            installed.patch(module, each, vars(module).get(each))
    import socket

    installed.defer(socket.setdefaulttimeout, socket.getdefaulttimeout())


def keep_loop(installed: Installed) -> None:
    """Keep the event loop: a notebook's code runs in one; a command begins without one, and may run its own."""
    running = asyncio._get_running_loop()
    current = getattr(getattr(getattr(asyncio.events, "_event_loop_policy", None), "_local", None), "_loop", None)

    def back() -> None:
        if (loop := running or current) is not None:
            asyncio.set_event_loop(loop)
        asyncio._set_running_loop(running)

    installed.defer(back)
    asyncio._set_running_loop(None)


def replace(found: Any, content: Any) -> None:
    """Make a mapping what it was, and touch only what differs."""
    for key in [key for key in found if key not in content]:
        del found[key]
    for key, value in content.items():
        if key not in found or found[key] is not value:
            found[key] = value
