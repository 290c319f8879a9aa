"""The subcommands about the course: ``progress``, ``collect``, ``new-chapter`` and ``update``, with their options."""

from __future__ import annotations

import argparse
from collections.abc import Callable

NAMES = ("progress", "collect", "new-chapter", "update")

PROGRESS = """\
Show what you have done in the course: exercises, hints, predictions right and wrong, and what is next.

  migration-lab progress
  migration-lab progress --export mine.json   one file, to take to another machine or to give to an instructor
  migration-lab progress --import mine.json   take it in: what is done stays done, nothing is lost
  migration-lab progress --reset 03           forget a chapter; 03.1 is an exercise, nothing is everything

An exported file holds which chapter you opened last, which exercises are done, how many checks and hints they took,
which parts were not right yet, whether you read the solution, what you have practised, and your answers to the
predictions. It has no path, no date, and no name but the one that you give. Nothing is sent anywhere.

Exit code 0: done. 1: you said no. 2: it could not be done; then nothing has changed."""

COLLECT = """\
Read the progress that learners have exported, and write one page about the room: who is where, which predictions and
exercises go wrong, how many hints were used, and what to talk about tomorrow.

  migration-lab collect exported/             writes exported/class.html
  migration-lab collect exported/ --output room.html

The page needs no server and no network, and nothing leaves this machine. Every .json file in the folder is read; what
is no exported progress is listed on the page. Exit code 2: there is nothing to show."""

NEW_CHAPTER = """\
Make the skeleton of a chapter: a notebook, and a file of questions with one prediction and one exercise. It works as
it is, on the models of the course's sample_app, so you can change it step by step.

  migration-lab new-chapter "Add a tag"                   in the course that opens here
  migration-lab new-chapter "Add a tag" --in ours/        in a course of your own: a folder with a sample_app

MIGRATION_LAB_COURSE=ours/ then opens that course. Exit code 2: no chapter can be made there; nothing was written."""

UPDATE = """\
Renew your copy of the course after migration-lab was upgraded. Close its notebooks first.

  migration-lab update                        renew what you have not changed, and ask about the rest
  migration-lab update --compare              show what is different in what you have changed; change nothing
  migration-lab update --keep                 keep yours
  migration-lab update --beside               keep yours, and put the new ones beside them, in notebooks/new-in-VERSION

A notebook that you have run, and not changed otherwise, is renewed; yours, with its outputs, is then in
notebooks/yours-from-VERSION. Workspaces and progress stay as they are. A file that you have deleted comes back.

A clone of the repository is no copy: git pull updates it. Exit code 0: done. 1: something is left for you to decide.
2: it could not be done."""

Add = Callable[[str, str], argparse.ArgumentParser]
"""Adds a subcommand with its name and its description."""


def add_course_subcommands(add: Add) -> None:
    progress = add("progress", PROGRESS)
    one = progress.add_mutually_exclusive_group()
    one.add_argument("--export", dest="export_to", metavar="FILE", help="write your progress to this file")
    one.add_argument("--import", dest="import_from", metavar="FILE", help="take in what such a file holds")
    one.add_argument(
        "--reset",
        nargs="?",
        const="all",
        metavar="WHAT",
        help="forget a chapter, an exercise or a prediction; without WHAT, everything",
    )
    progress.add_argument("--name", default="", metavar="NAME", help="a name for the exported file; else it has none")
    progress.add_argument("--yes", action="store_true", help="reset without asking")

    collect = add("collect", COLLECT)
    collect.add_argument("folder", metavar="FOLDER", help="the folder with the exported files")
    collect.add_argument("-o", "--output", metavar="FILE", help="where to write the page (default: FOLDER/class.html)")

    chapter = add("new-chapter", NEW_CHAPTER)
    chapter.add_argument("title", metavar="TITLE", help="a verb and a noun, as the other chapters have it")
    chapter.add_argument("--in", dest="folder", metavar="FOLDER", help="the folder of a course of your own")

    update = add("update", UPDATE)
    ways = update.add_mutually_exclusive_group()
    ways.add_argument("--keep", action="store_true", help="keep every file that you have changed")
    ways.add_argument("--beside", action="store_true", help="put the new ones beside them")
    ways.add_argument("--compare", action="store_true", help="only show what is different")
    update.add_argument("--folder", metavar="FOLDER", help="the copy (default: the one that migration-lab opens)")


def carry_out_about_course(options: argparse.Namespace) -> int:
    match options.subcommand:
        case "progress":
            from migration_lab.terminal.progress_command import progress_command

            return progress_command(options)
        case "collect":
            from migration_lab.terminal.collect_command import collect_command

            return collect_command(options)
        case "update":
            from migration_lab.terminal.update_command import update_command

            return update_command(options)
        case _:
            from migration_lab.terminal.new_chapter_command import new_chapter_command

            return new_chapter_command(options)
