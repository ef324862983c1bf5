"""Settings of this window: its language and the size of its text."""
