"""What is said of how the three places stand: each state in a module of its own."""
