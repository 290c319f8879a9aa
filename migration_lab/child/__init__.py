"""Code that runs in a command's own process, next to the project's code. It imports nothing of the kernel's side."""
