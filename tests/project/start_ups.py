"""What apps do as they start, besides making an app: each stands at the beginning of an ``app.py``."""

from __future__ import annotations

START_UPS = {
    "a thread that goes on": """
        import threading
        threading.Thread(target=threading.Event().wait, daemon=True).start()
    """,
    "signals of its own": """
        import signal, sys
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        signal.signal(signal.SIGINT, lambda *_: sys.exit(1))
    """,
    "faulthandler": """
        import faulthandler
        faulthandler.enable()
    """,
    "faulthandler into a file": """
        import faulthandler
        FAULTS = open("faults.log", "w")
        faulthandler.enable(FAULTS)
    """,
    "another folder": """
        import os, tempfile
        os.chdir(tempfile.gettempdir())
    """,
    "a recursion limit": """
        import sys
        sys.setrecursionlimit(400)
    """,
    "warnings as errors": """
        import warnings
        warnings.simplefilter("error")
    """,
    "something at its end": """
        import atexit, logging
        logging.basicConfig(filename="app.log")
        def end():
            with open("ended.txt", "a") as file:
                file.write("ended")
            print("ended")
        atexit.register(end)
    """,
    "a configuration of logging": """
        import logging.config
        logging.config.dictConfig({
            "version": 1, "disable_existing_loggers": True,
            "formatters": {"own": {"format": "%(levelname)s|%(name)s|%(message)s"}},
            "handlers": {
                "own": {"class": "logging.StreamHandler", "stream": "ext://sys.stdout", "formatter": "own"},
                "file": {"class": "logging.handlers.RotatingFileHandler", "filename": "app.log", "maxBytes": 60,
                         "backupCount": 2},
            },
            "root": {"level": "INFO", "handlers": ["own", "file"]},
        })
    """,
    "its own standard output": """
        import codecs, sys
        sys.stdout = codecs.getwriter("utf-8")(sys.stdout.buffer)
        sys.stderr = codecs.getwriter("utf-8")(sys.stderr.buffer)
        print("ready")
    """,
    "standard output wrapped anew": """
        import io, sys
        sys.stdout = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", line_buffering=True)
        print("ready")
    """,
    "standard output that is detached": """
        import io, sys
        sys.stdout = io.TextIOWrapper(sys.stdout.detach(), encoding="utf-8", line_buffering=True)
        print("ready")
    """,
    "standard output reconfigured": """
        import sys
        sys.stdout.reconfigure(encoding="utf-8", line_buffering=True)
        print("ready")
    """,
    "limits": """
        import resource
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (64, hard))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    """,
    "a way to start processes": """
        import multiprocessing
        multiprocessing.set_start_method("spawn")
    """,
    "folders and a cache": """
        import hashlib, os, pathlib, pickle, shelve, tempfile
        HERE = pathlib.Path(__file__).parent
        for name in ("uploads", "cache", "instance"):
            (HERE / name).mkdir(exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=HERE / "cache", delete=False) as file:
            file.write(pickle.dumps(1))
        os.replace(file.name, HERE / "cache" / hashlib.md5(b"key").hexdigest())
        with shelve.open(str(HERE / "cache" / "shelf")) as shelf:
            shelf["starts"] = shelf.get("starts", 0) + 1
        (HERE / "pid").write_text(str(os.getpid()))
    """,
    "a database of its own": """
        import os, sqlite3
        os.makedirs("instance", exist_ok=True)
        CACHE = sqlite3.connect("instance/cache.db")
        CACHE.execute("CREATE TABLE IF NOT EXISTS cache (key TEXT PRIMARY KEY)")
        CACHE.execute("INSERT OR REPLACE INTO cache VALUES ('a')")
        CACHE.commit()
    """,
    "compiled files": """
        import compileall, os, py_compile
        os.makedirs("lib", exist_ok=True)
        with open("lib/made.py", "w") as file:
            file.write("x = 1")
        py_compile.compile("lib/made.py", cfile="lib/made.pyc")
        compileall.compile_dir("lib", quiet=1)
    """,
    "hooks": """
        import builtins, sys, threading
        sys.excepthook = lambda *error: print("failed:", error[1])
        threading.excepthook = print
        sys.setswitchinterval(0.01)
        sys.settrace(None)
    """,
    "the garbage collector": """
        import gc
        gc.disable()
        gc.freeze()
        gc.set_threshold(1)
    """,
    "a first import path of its own": """
        import os, sys
        os.makedirs("vendor", exist_ok=True)
        sys.path.insert(0, "vendor")
        sys.path.append(os.path.dirname(os.path.abspath(__file__)))
    """,
    "an end that fails": """
        import atexit
        atexit.register(lambda: 1 / 0)
    """,
    "words as it starts": """
        import sys
        print("starting")
        print("careful", file=sys.stderr)
        sys.stdout.write("no newline")
    """,
}
