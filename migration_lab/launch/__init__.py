"""What happens between the command ``migration-lab`` and a notebook: which folder, which notebook, and how it ends.

``course_opening.py`` finds the course, and copies it to a folder of the learner's where there is no clone.
``ending_server.py`` is the server that ends on one Ctrl+C. What needs Jupyter's server is imported only when it starts.
"""
