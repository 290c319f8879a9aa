"""What is done with a learner's record, ``progress.json``: sum it up, export and import it, forget parts of it.

Begin with ``learner_progress.py`` (what ``lab.progress()`` shows) and ``exported.py`` (what leaves the machine).
"""
