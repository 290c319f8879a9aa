"""What passes between the rooms, and between a command's process and the lab: values, and words for them."""
