"""Make a new chapter: a notebook and its questions, which work as they are on the models of any course.

Begin with ``skeleton.py``. The text of the notebook is in ``skeleton_notebook.txt``, that of the questions in
``skeleton_questions.txt``.
"""
