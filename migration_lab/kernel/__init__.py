"""What is open in this kernel: the project, the docked board, and the views that follow it.

Begin with ``session.py`` (the open project) and ``docking.py`` (the board and its buttons). ``follower.py`` keeps the
board up to date; ``telling.py`` and ``losses.py`` have the words.
"""
