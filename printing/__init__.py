"""Everything that leaves the program as paper."""
