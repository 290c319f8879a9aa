"""The page that ``migration-lab collect`` writes: HTML and style in one file, without script.

Begin with ``class_page.py``. Names and answers come from strangers' files: all of them are escaped.
"""
