"""Build the site: ``uv run --extra docs python -m deploy.site [FOLDER]``, by default in ``build/site``.

It is made of README, the notebooks as they are stored, the coach's catalogue, the docstrings and the other texts of
the repository. A link that leads nowhere ends the build with an error. ``--check-links`` builds nothing, but asks the
network whether all links to other sites are still good.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from sphinx.cmd.build import build_main

from deploy.site.pages import PROJECT
from deploy.site.staging import stage

HERE = Path(__file__).parent
OUTPUT = PROJECT / "build" / "site"
NOT_SERVED = (".buildinfo", ".buildinfo.bak", "objects.inv", "_sources")


def build(output: Path, builder: str = "html", words: Sequence[str] = ()) -> int:
    """Build into the folder ``output``, which is made anew, and return Sphinx's exit code: a warning is an error."""
    with tempfile.TemporaryDirectory(prefix="migration-lab-site-") as scratch:
        staged = Path(scratch) / "pages"
        try:
            stage(staged)
        except LookupError as error:
            print(error.args[0], file=sys.stderr)
            return 1
        folders = [str(staged), str(Path(scratch) / "built")]
        options = ["-b", builder, "-c", str(HERE), "-d", str(Path(scratch) / "kept"), "-W", "--keep-going", *words]
        code = build_main([*options, *folders])
        if builder == "html" and code == 0:
            shutil.rmtree(output, ignore_errors=True)
            shutil.copytree(folders[1], output, ignore=shutil.ignore_patterns(*NOT_SERVED))
            (output / ".nojekyll").touch()  # GitHub Pages would leave out _static
        return code


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m deploy.site", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=OUTPUT)
    parser.add_argument("--check-links", action="store_true")
    options = parser.parse_args(argv)
    if options.check_links:
        return build(OUTPUT, "linkcheck")
    code = build(options.folder, words=["-q"])
    if code == 0:
        print(f"open {options.folder / 'index.html'}")
    return code


if __name__ == "__main__":
    sys.exit(main())
