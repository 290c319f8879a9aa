"""Send a request to a command's process, follow it, and return its result as a value."""
