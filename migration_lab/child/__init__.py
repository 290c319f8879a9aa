"""What runs in a command's own process, next to the project's code. Nothing of the kernel's side is imported here."""
