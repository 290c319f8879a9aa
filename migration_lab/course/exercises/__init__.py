"""The exercises (from ``notebooks/questions/``), their goals, their checks, and help with them.

Begin with ``exercise.py`` (what an entry means) and ``verdict.py`` (the check). ``goal.py`` builds the wanted
structure; ``trying_scripts.py`` and ``creation.py`` try the learner's work on a copy; ``sentences.py`` says what is
missing; ``help.py`` gives hints and the solution. To add an exercise, see CONTRIBUTING.md.
"""
