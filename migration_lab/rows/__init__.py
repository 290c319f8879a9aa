"""Find out what happened to rows and values, by comparing the rows of a table before and after a command.

Begin with ``between`` (which tables to compare), then ``matching`` (which row before is which row after) and
``what_became`` (the result). ``moves``, ``moved_rows`` and ``moved_tables`` find rows and values in other places.
``sql_renames`` finds in the SQL what was renamed; nothing else says so. The result is a ``values.became.Became``;
``widgets/kept.py`` puts it into words, and ``widgets/headline.py`` into fewer.
"""
