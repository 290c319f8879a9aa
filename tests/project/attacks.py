"""Ways in which a project's own code could change a database or a file of its folder, as Python to be run in there.

Each reads ``DB``, the path of an SQLite database with a table ``post``, or ``DSN``, the address of a PostgreSQL; and
``ROOT``, the project's folder.
"""

from __future__ import annotations

WRITE = 'execute("CREATE TABLE attacked (x)")'

SQLITE = {
    "connect": f"import sqlite3; c = sqlite3.connect(DB); c.{WRITE}; c.commit()",
    "Connection": f"import sqlite3; c = sqlite3.Connection(DB); c.{WRITE}; c.commit()",
    "held from before": f"c = HELD_CONNECT(DB); c.{WRITE}; c.commit()",
    "C module": f"import _sqlite3; c = _sqlite3.connect(DB); c.{WRITE}; c.commit()",
    "C class": f"c = HELD_CONNECTION(DB); c.{WRITE}; c.commit()",
    "C class, in memory": f"c = HELD_CONNECTION(':memory:'); c.execute('ATTACH ? AS o', (DB,)); c.{WRITE}; "
    "c.execute('CREATE TABLE o.attacked (x)'); c.commit()",
    "uri": f"import sqlite3; c = sqlite3.connect('file:' + DB + '?mode=rw', uri=True); c.{WRITE}; c.commit()",
    "uri with host": f"import sqlite3; c = sqlite3.connect('file://localhost' + DB, uri=True); c.{WRITE}; c.commit()",
    "uri vfs": f"import sqlite3; c = sqlite3.connect('file:' + DB + '?vfs=unix-none', uri=True); c.{WRITE}; c.commit()",
    "uri memory then not": f"import sqlite3; c = sqlite3.connect('file:' + DB + '?mode=memory&mode=rw', uri=True); "
    f"c.{WRITE}; c.commit()",
    "factory": "import sqlite3\nclass C(sqlite3.Connection): pass\n"
    f"c = sqlite3.connect(DB, factory=C); c.{WRITE}; c.commit()",
    "relative after chdir": "import os, sqlite3\nhere = os.getcwd(); os.chdir(os.path.dirname(DB))\n"
    f"try: c = sqlite3.connect(os.path.basename(DB)); c.{WRITE}; c.commit()\nfinally: os.chdir(here)",
    "symlink": "import os, sqlite3, tempfile; n = os.path.join(tempfile.mkdtemp(), 'l'); os.symlink(DB, n); "
    f"c = sqlite3.connect(n); c.{WRITE}; c.commit()",
    "hard link": "import os, tempfile; n = os.path.join(os.path.dirname(DB), 'l'); os.link(DB, n)\n"
    f"import sqlite3; c = sqlite3.connect(n); c.{WRITE}; c.commit()",
    "attach": "import sqlite3; c = sqlite3.connect(':memory:'); c.execute(f\"ATTACH '{DB}' AS o\"); "
    "c.execute('CREATE TABLE o.attacked (x)'); c.commit()",
    "attach by value": "import sqlite3; c = sqlite3.connect(':memory:'); c.execute('ATTACH ? AS o', (DB,)); "
    "c.execute('CREATE TABLE o.attacked (x)'); c.commit()",
    "attach, own authorizer": "import sqlite3; c = sqlite3.connect(':memory:'); c.set_authorizer(lambda *a: 0); "
    "c.execute(f\"ATTACH '{DB}' AS o\"); c.execute('CREATE TABLE o.attacked (x)'); c.commit()",
    "attach, no authorizer": "import sqlite3; c = sqlite3.connect(':memory:'); c.set_authorizer(None); "
    "c.execute(f\"ATTACH '{DB}' AS o\"); c.execute('CREATE TABLE o.attacked (x)'); c.commit()",
    "vacuum into": "import sqlite3; c = sqlite3.connect(':memory:'); c.execute('CREATE TABLE t (x)'); c.commit(); "
    "c.execute('VACUUM INTO ?', (DB + '.new',))",
    "backup": "import sqlite3; s = sqlite3.connect(':memory:'); s.execute('CREATE TABLE attacked (x)'); s.commit(); "
    "s.backup(sqlite3.connect(DB))",
    "through SQLAlchemy": "from sqlalchemy import create_engine, text\nwith create_engine('sqlite:///' + DB).begin() "
    "as c: c.execute(text('CREATE TABLE attacked (x)'))",
    "creator": "import sqlite3\nfrom sqlalchemy import create_engine, text\nwith create_engine('sqlite://', "
    "creator=lambda: sqlite3.connect(DB)).begin() as c: c.execute(text('CREATE TABLE attacked (x)'))",
    "SQLAlchemy's driver connection": "from sqlalchemy import create_engine\nc = create_engine('sqlite:///' + "
    f"DB).raw_connection(); c.driver_connection.{WRITE}; c.driver_connection.commit()",
    "SQLAlchemy, attach by value": "from sqlalchemy import create_engine, text\nwith create_engine('sqlite://')."
    "connect() as c: c.execute(text('ATTACH :f AS o'), {'f': DB}); c.execute(text('CREATE TABLE o.attacked (x)')); "
    "c.commit()",
    "aiosqlite": "import asyncio, aiosqlite\nasync def go():\n    async with aiosqlite.connect(DB) as c:\n"
    f"        await c.{WRITE}; await c.commit()\nasyncio.run(go())",
    "async engine": "import asyncio\nfrom sqlalchemy import text\nfrom sqlalchemy.ext.asyncio import "
    "create_async_engine as e\nasync def go():\n    async with e('sqlite+aiosqlite:///' + DB).begin() as c:\n"
    "        await c.execute(text('CREATE TABLE attacked (x)'))\nasyncio.run(go())",
    "apsw": "import apsw; apsw.Connection(DB).execute('CREATE TABLE attacked (x)')",
    "reloaded": f"import importlib, sqlite3; sqlite3 = importlib.reload(sqlite3); c = sqlite3.connect(DB); c.{WRITE}; "
    "c.commit()",
    "imported anew": "import sys\nfor n in [n for n in sys.modules if n.partition('.')[0] in ('sqlite3', '_sqlite3')]: "
    f"sys.modules.pop(n)\nimport sqlite3; c = sqlite3.connect(DB); c.{WRITE}; c.commit()",
    "ctypes": "import ctypes, ctypes.util; l = ctypes.CDLL(ctypes.util.find_library('sqlite3')); "
    "h = ctypes.c_void_p(); l.sqlite3_open(DB.encode(), ctypes.byref(h)); "
    "l.sqlite3_exec(h, b'CREATE TABLE attacked (x)', None, None, None)",
    "bytes": "open(DB, 'ab').write(b'attacked')",
}
"""Change the SQLite database ``DB``, or make a file beside it."""

PROGRAM = "import sqlite3; c = sqlite3.connect(%r); c.execute('CREATE TABLE attacked (x)'); c.commit()"
PROGRAMS = {
    "subprocess.run": "import subprocess, sys; subprocess.run([sys.executable, '-c', PROGRAM % DB], check=True)",
    "shell": "import subprocess; subprocess.run('echo attacked >> ' + DB, shell=True)",
    "os.system": "import os; os.system('echo attacked >> ' + DB)",
    "os.popen": "import os; os.popen('echo attacked >> ' + DB).read()",
    "fork": "import os, sqlite3\nif not (p := os.fork()):\n    try:\n        c = sqlite3.connect(DB); "
    f"c.{WRITE}; c.commit()\n    finally: os._exit(0)\nos.waitpid(p, 0)",
    "fork, file": "import os\nif not (p := os.fork()):\n    try:\n        f = open(DB, 'ab'); f.write(b'x'); "
    "f.close()\n    finally: os._exit(0)\nos.waitpid(p, 0)",
    "fork and exec": "import os, sys\nif not (p := os.fork()):\n    try: os.execv(sys.executable, [sys.executable, "
    "'-c', PROGRAM % DB])\n    finally: os._exit(0)\nos.waitpid(p, 0)",
    "posix_spawn": "import os, sys; p = os.posix_spawn(sys.executable, [sys.executable, '-c', PROGRAM % DB], "
    "os.environ); os.waitpid(p, 0)",
    "spawnv": "import os, sys; os.spawnv(os.P_WAIT, sys.executable, [sys.executable, '-c', PROGRAM % DB])",
    "pty": "import pty; pty.spawn(['/bin/sh', '-c', 'echo attacked >> ' + DB])",
    "fork_exec": "from multiprocessing import util; import os, sys; r, w = os.pipe()\n"
    "p = util.spawnv_passfds(os.fsencode(sys.executable), [sys.executable, '-c', PROGRAM % DB], ()); os.waitpid(p, 0)",
    "multiprocessing": "import multiprocessing as m, os\nif __name__ != '__mp_main__':\n"
    "    p = m.get_context('spawn').Process(target=os.truncate, args=(DB, 7)); p.start(); p.join()",
    "git alias": "import subprocess; subprocess.run(['git', '-c', 'alias.x=!echo attacked >> ' + DB, 'x'])",
    "git output": "import subprocess; subprocess.run(['git', 'diff', '--no-index', '--output=' + DB + '.new', "
    "'/dev/null', DB])",
}
"""The same, by other programs and processes."""

FILES = {
    "open": "open(ROOT + '/new', 'w').write('x')",
    "append": "open(ROOT + '/kept.txt', 'a').write('x')",
    "update": "open(ROOT + '/kept.txt', 'r+').write('x')",
    "io.open": "import io; io.open(ROOT + '/kept.txt', 'wb').write(b'x')",
    "pathlib": "import pathlib; pathlib.Path(ROOT, 'kept.txt').write_text('x')",
    "touch": "import pathlib; pathlib.Path(ROOT, 'new').touch()",
    "os.open": "import os; os.write(os.open(ROOT + '/kept.txt', os.O_WRONLY), b'x')",
    "FileIO": "import io; io.FileIO(ROOT + '/kept.txt', 'w').write(b'x')",
    "_io.open": "import _io; _io.open(ROOT + '/kept.txt', 'wb').write(b'x')",
    "posix.open": "import posix, os; posix.write(posix.open(ROOT + '/kept.txt', os.O_WRONLY), b'x')",
    "held from before": "HELD_OPEN(ROOT + '/kept.txt', 'w').write('x')",
    "remove": "import os; os.remove(ROOT + '/kept.txt')",
    "posix.unlink": "import posix; posix.unlink(ROOT + '/kept.txt')",
    "unlink": "import pathlib; pathlib.Path(ROOT, 'kept.txt').unlink()",
    "rename": "import os; os.rename(ROOT + '/kept.txt', ROOT + '/new')",
    "replace": "import os, tempfile; f, n = tempfile.mkstemp(); os.replace(n, ROOT + '/kept.txt')",
    "mkdir": "import os; os.makedirs(ROOT + '/a/b')",
    "rmdir": "import os; os.rmdir(ROOT + '/empty')",
    "rmtree": "import shutil; shutil.rmtree(ROOT + '/full')",
    "copytree": "import shutil; shutil.copytree(ROOT + '/full', ROOT + '/copied')",
    "move": "import shutil; shutil.move(ROOT + '/full', ROOT + '/moved')",
    "truncate": "import os; os.truncate(ROOT + '/kept.txt', 1)",
    "utime": "import os; os.utime(ROOT + '/kept.txt', (1, 1))",
    "chmod": "import os; os.chmod(ROOT + '/kept.txt', 0o600)",
    "fchmod": "import os; os.fchmod(os.open(ROOT + '/kept.txt', os.O_RDONLY), 0o600)",
    "symlink": "import os; os.symlink(ROOT + '/kept.txt', ROOT + '/new')",
    "through a symlink": "import os, tempfile; n = os.path.join(tempfile.mkdtemp(), 'l'); "
    "os.symlink(ROOT + '/kept.txt', n); open(n, 'w').write('x')",
    "hard link": "import os, tempfile; n = os.path.join(ROOT, 'full', 'l'); os.link(ROOT + '/kept.txt', n); "
    "open(n, 'w').write('x')",
    "dir_fd": "import os; d = os.open(ROOT, os.O_RDONLY); os.write(os.open('new', os.O_CREAT | os.O_WRONLY, dir_fd=d), "
    "b'x'); os.unlink('kept.txt', dir_fd=d)",
    "chdir": "import os\nhere = os.getcwd(); os.chdir(ROOT)\ntry: open('new', 'w').write('x')\nfinally: os.chdir(here)",
    "mkfifo": "import os; os.mkfifo(ROOT + '/new')",
    "log": "import logging.handlers as h, logging\nl = logging.getLogger('a'); "
    "l.addHandler(h.RotatingFileHandler(ROOT + '/kept.txt', maxBytes=1, backupCount=2)); l.error('x'); l.error('y')",
    "temporary file in there": "import tempfile; f = tempfile.NamedTemporaryFile(dir=ROOT, delete=False); "
    "f.write(b'x')",
    "mmap": "import mmap\nwith open(ROOT + '/kept.txt', 'r+b') as f, mmap.mmap(f.fileno(), 0) as m: m[0:1] = b'x'",
    "tar": "import tarfile, io; b = io.BytesIO(); t = tarfile.open(fileobj=b, mode='w'); "
    "t.addfile(tarfile.TarInfo('new')); t.close(); b.seek(0); tarfile.open(fileobj=b).extractall(ROOT)",
}
"""Change the tree below ``ROOT``, which has ``kept.txt``, ``empty/`` and ``full/one.txt``."""

IN_C = {
    "libc": "import ctypes; l = ctypes.CDLL(None); l.unlink((ROOT + '/kept.txt').encode())",
    "SQLite by ctypes": "import ctypes, ctypes.util; l = ctypes.CDLL(ctypes.util.find_library('sqlite3')); "
    "h = ctypes.c_void_p(); l['sqlite3_open'](DB.encode(), ctypes.byref(h)); "
    "l['sqlite3_exec'](h, b'CREATE TABLE attacked (x)', None, None, None)",
}
"""What a library written in C does, of which Python's own functions know nothing."""
