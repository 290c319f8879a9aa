"""A learner's folders, and the starting points that are put into them.

Begin with ``workspace.py``. ``starting_point.py`` builds and caches a starting point, ``folders.py`` puts it into a
folder without losing what was there, ``on_postgresql.py`` brings one to PostgreSQL for an exercise there, and
``scratch.py`` makes copies on which anything may be tried.
"""
