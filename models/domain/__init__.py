"""Rules in plain Python: no disk, no clock, no database."""
