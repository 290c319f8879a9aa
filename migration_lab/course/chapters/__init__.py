"""Read the chapters, which are the notebooks in ``notebooks/``: here is only the code, no chapter.

Begin with ``chapter.py``: what counts as a chapter, and its main line. ``recorded_main_lines.py`` keeps all main lines
in ``main_line.json``, which a script writes, and ``main_line.py`` carries one out in a folder.
"""
