"""Send a request to a command's process, follow it, and make a value of what came of it."""
