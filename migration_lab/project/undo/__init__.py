"""What was before each command, and the way back to it."""
