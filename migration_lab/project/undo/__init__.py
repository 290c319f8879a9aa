"""Keep copies of databases and scripts before each command, and undo commands with them."""
