"""What an office does that leaves rows behind: one function per act, in the office's words."""
