"""What is open in this kernel: the project, the docked board, and the views that follow it.

Begin with ``session.py`` (the open project) and ``desk.py`` (the board and its buttons). ``panel.py`` puts the board
beside the notebook, ``follower.py`` keeps it up to date, and ``board_questions.py`` answers what its pages ask;
``telling.py`` and ``losses.py`` have the words, ``effects.py`` says what a command does to rows, ``mending.py`` which
line to mend, and ``exercise_in_hand.py`` what the exercise still wants.
"""
