"""The door for people: the window and the commands."""
