"""What a project writes while the lab looks: it reads back what it wrote, and nobody else sees any of it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from tests.project.other_shapes import write

PROGRAM = """
import bz2, compileall, glob, io, json, logging.handlers, lzma, os, pathlib, py_compile, shelve, shutil, sys, tempfile
from migration_lab.child.sandbox.landlock import restrict_writing
from migration_lab.child.sandbox import scratch_files
from migration_lab.child.installed import Installed
scratch_files.restrict_writing = lambda folders: False
files = scratch_files.ScratchFiles(pathlib.Path({scratch!r}))
installed = Installed(process_ends=False)
files.install(installed)
found = []
{code}
installed.close()
print(json.dumps(found))
"""
READS_BACK = {
    "a new file": ("open('new', 'w').write('x'); found += [open('new').read(), os.path.exists('new')]", ["x", True]),
    "an appended file": ("open('a.txt', 'a').write('x'); found += [open('a.txt').read()]", ["ax"]),
    "an updated file": ("f = open('a.txt', 'r+'); f.write('b'); f.close(); found += [open('a.txt').read()]", ["b"]),
    "a log that is only appended to": (
        "f = open('a.txt', 'a'); found += [f.tell()]; f.close(); found += [os.path.getsize('a.txt')]",
        [1, 1],
    ),
    "a removed file": (
        "os.remove('a.txt'); found += [os.path.exists('a.txt'), sorted(os.listdir())]",
        [False, ["folder", "m.py"]],
    ),
    "one that is removed and made again": (
        "os.remove('a.txt'); open('a.txt', 'x').write('n'); found += [open('a.txt').read()]",
        ["n"],
    ),
    "a renamed file": (
        "os.rename('a.txt', 'b.txt'); found += [open('b.txt').read(), sorted(os.listdir())]",
        ["a", ["b.txt", "folder", "m.py"]],
    ),
    "a renamed folder": (
        "os.rename('folder', 'moved'); found += [open('moved/c.txt').read(), os.path.isdir('folder')]",
        ["c", False],
    ),
    "a link to a file": (
        "os.symlink('c.txt', 'folder/l'); found += [open('folder/l').read(), os.listdir('folder')]"
        "; found += [os.path.islink('folder/l')]",
        ["c", ["l", "c.txt"], True],
    ),
    "a link to a new file, and another in its place": (
        "open('n', 'w').write('n'); os.symlink('a.txt', 'l'); os.remove('l'); os.symlink('n', 'l')\n"
        "found += [open('l').read()]",
        ["n"],
    ),
    "writing through a link": (
        "os.symlink('a.txt', 'l')\ntry: open('l', 'w')\nexcept RuntimeError: found += ['refused']",
        ["refused"],
    ),
    "a new folder": ("os.makedirs('x/y'); open('x/y/z', 'w').close(); found += glob.glob('x/**/*')", ["x/y/z"]),
    "a folder removed with all in it": (
        "shutil.rmtree('folder'); found += [sorted(os.listdir('.')), os.path.exists('folder/c.txt')]",
        [["a.txt", "m.py"], False],
    ),
    "one that is then made again": ("shutil.rmtree('folder'); os.mkdir('folder'); found += os.listdir('folder')", []),
    "what scandir gives": (
        "open('folder/d', 'w').close(); found += sorted((e.name, e.is_file()) for e in os.scandir('folder'))",
        [["c.txt", True], ["d", True]],
    ),
    "pathlib": (
        "p = pathlib.Path('p.txt'); p.write_text('p'); q = p.rename('q.txt'); found += [q.read_text(), p.exists()]",
        ["p", False],
    ),
    "rights": ("os.chmod('a.txt', 0o600); found += [oct(os.stat('a.txt').st_mode)[-3:]]", ["600"]),
    "a shorter file": ("os.truncate('a.txt', 0); found += [os.path.getsize('a.txt')]", [0]),
    "a temporary file": ("f, n = tempfile.mkstemp(); found += [n.startswith({scratch!r})]", [True]),
    "one that may only be made": ("try: open('a.txt', 'x')\nexcept FileExistsError: found += ['there']", ["there"]),
    "one that is not there": ("try: open('no/where', 'w')\nexcept FileNotFoundError: found += ['none']", ["none"]),
    "io.FileIO": (
        "f = io.FileIO('new', 'w'); f.write(b'x'); f.close(); found += [io.FileIO('new').read().decode()]"
        "; found += [isinstance(open('new').buffer.raw, io.FileIO)]",
        ["x", True],
    ),
    "a function that opens": (
        "f = open('new', 'w', opener=os.open); f.write('x'); f.close(); found += [open('new').read()]",
        ["x"],
    ),
    "a function that opens for io.FileIO": (
        "f = io.FileIO('new', 'w', opener=os.open); f.write(b'x'); f.close(); found += [open('new').read()]",
        ["x"],
    ),
    "what a module took over before": (
        "bz2.open('new', 'w').close(); lzma.open('l', 'w').close(); found += [bz2.open('new').read().decode()]",
        [""],
    ),
    "a compiled file": (
        "py_compile.compile('m.py', cfile='m.pyc'); found += [os.path.getsize('m.pyc') > 0]",
        [True],
    ),
    "compiled files": (
        "sys.pycache_prefix = None; compileall.compile_dir('.', quiet=1); found += [len(os.listdir('__pycache__'))]",
        [1],
    ),
    "bytecode": (
        "sys.pycache_prefix = None; sys.dont_write_bytecode = False; sys.path.insert(0, '.'); import m"
        "; found += [len(os.listdir('__pycache__')), m.x]",
        [1, 1],
    ),
    "a module that is made": (
        "os.mkdir('made'); open('made/mod.py', 'w').write('x = 2'); sys.path.insert(0, '.'); import made.mod"
        "; found += [made.mod.x]",
        [2],
    ),
    "a hard link": (
        "os.link('a.txt', 'l'); open('l', 'w').write('b'); found += [open('a.txt').read(), open('l').read()]",
        ["b", "b"],
    ),
    "a file that rotates": (
        "h = logging.handlers.RotatingFileHandler('r.log', maxBytes=5, backupCount=2)\n"
        "for n in range(3): h.emit(logging.makeLogRecord({'msg': 'long'}))\n"
        "h.close(); found += sorted(glob.glob('r.log*'))",
        ["r.log", "r.log.1", "r.log.2"],
    ),
    "a shelf": (
        "s = shelve.open('s'); s['a'] = 1; s.close(); s = shelve.open('s'); found += [s['a']]; s.close()",
        [1],
    ),
    "a temporary file beside it": (
        "t = tempfile.NamedTemporaryFile('w', dir='.', delete=False); t.write('x'); t.close()\n"
        "os.replace(t.name, 'a.txt'); found += [open('a.txt').read(), len(os.listdir())]",
        ["x", 3],
    ),
    "a FIFO": ("os.mkfifo('p'); found += [pathlib.Path('p').is_fifo()]", [True]),
    "a folder that is full": ("try: os.rmdir('folder')\nexcept OSError: found += ['full']", ["full"]),
}


@pytest.mark.skipif(os.name == "nt", reason="the rights are POSIX's")
@pytest.mark.parametrize(("code", "expected"), READS_BACK.values(), ids=READS_BACK)
def test_the_project_reads_back_what_it_wrote(tmp_path, code, expected):
    folder = write(tmp_path / "project", {"a.txt": "a", "folder/c.txt": "c", "m.py": "x = 1"})
    (scratch := tmp_path / "scratch").mkdir()
    code = code.replace("{scratch!r}", repr(str(scratch)))
    program = PROGRAM.format(scratch=str(scratch), code=code)
    done = subprocess.run([sys.executable, "-c", program], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == expected
    assert sorted(path.name for path in folder.rglob("*")) == ["a.txt", "c.txt", "folder", "m.py"]
    assert (folder / "a.txt").read_text() + (folder / "folder" / "c.txt").read_text() == "ac"


@pytest.mark.skipif(not Path("/dev/shm").is_dir(), reason="only Linux has such a folder")
def test_a_project_among_the_devices_is_no_device(tmp_path):
    code = "open('a.txt', 'w').write('b'); found += [open('a.txt').read()]\n"
    code += "from multiprocessing.shared_memory import SharedMemory\n"
    code += "shared = SharedMemory(create=True, size=8); shared.close(); shared.unlink()"
    with tempfile.TemporaryDirectory(dir="/dev/shm") as folder:
        Path(folder, "a.txt").write_text("a")
        program = PROGRAM.format(scratch=str(tmp_path), code=code)
        done = subprocess.run([sys.executable, "-c", program], cwd=folder, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert json.loads(done.stdout) == ["b"]
        assert Path(folder, "a.txt").read_text() == "a"
