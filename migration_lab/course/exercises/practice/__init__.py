"""Exercises that are made by a number: the same idea as a chapter's, with other names and other rows.

The ideas are templates, in ``notebooks/questions/practice/``; the code here fills them. Begin with ``making.py``, and
with ``template.py`` for what a template is. To add a template or a domain, see CONTRIBUTING.md.
"""
